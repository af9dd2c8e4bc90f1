package org.swavstream.operators.evaluation;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.swavstream.operators.swav.FeatureTable;
import org.swavstream.operators.swav.TrunkModel;

/** Takes images through a trunk in evaluation mode, once. */
final class FeatureExtraction {

    private static final int BATCH = 256;

    private final ViewLoader loader;
    private final ProtocolListener listener;

    FeatureExtraction(EvaluationContext context) {
        this.loader = context.loader();
        this.listener = context.listener();
    }

    /**
     * Features of the evaluation views of images. To be closed.
     *
     * @throws EvaluationException if no image can be decoded
     */
    LabelledFeatures of(LabelledImages images, TrunkModel trunk) throws IOException {
        Rows rows = new Rows(images.size(), trunk.settings().features());
        String activity = "features of the %s images".formatted(images.name());
        try {
            loader.load(
                    images,
                    new ViewRecipe.Evaluation(),
                    BATCH,
                    (batch, done) -> {
                        rows.add(batch, trunk, loader.side());
                        listener.images(activity, done, images.size());
                    });
            return rows.features(images);
        } catch (IOException | RuntimeException e) {
            rows.table.close();
            throw e;
        }
    }

    /**
     * Refuses what would not fit into memory.
     *
     * @throws EvaluationException with the memory that is needed
     */
    static void requireMemory(long images, int features) {
        long needed = FeatureTable.bytes(images, features);
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize();
        if (needed > memory) {
            throw new EvaluationException(
                    ("%,d features of each of %,d images take %,d MB, more than this machine's"
                                    + " %,d MB: evaluate on fewer images")
                            .formatted(features, images, needed >> 20, memory >> 20));
        }
    }

    private static final class Rows {

        private final FeatureTable table;
        private final int[] classes;

        Rows(int images, int features) {
            this.table = new FeatureTable(images, features);
            this.classes = new int[images];
        }

        void add(LoadedViews batch, TrunkModel trunk, int side) {
            System.arraycopy(batch.classes(), 0, classes, table.rows(), batch.classes().length);
            table.append(trunk.features(batch.views(), side));
        }

        LabelledFeatures features(LabelledImages images) {
            if (table.rows() == 0) {
                throw new EvaluationException(
                        "none of the %,d %s images can be decoded: %s"
                                .formatted(images.size(), images.name(), images.broken()));
            }
            return new LabelledFeatures(table, Arrays.copyOf(classes, table.rows()));
        }
    }
}
