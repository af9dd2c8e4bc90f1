package org.swavstream.operators.evaluation;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.swavstream.operators.swav.FeatureMatrix;
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
     * @throws EvaluationException if no image can be decoded, or a feature is no finite number
     */
    LabelledFeatures of(LabelledImages images, TrunkModel trunk) throws IOException {
        Rows rows = new Rows(images, trunk.settings().features());
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
            return rows.features();
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

        private final LabelledImages images;
        private final FeatureTable table;
        private final int[] classes;

        Rows(LabelledImages images, int features) {
            this.images = images;
            this.table = new FeatureTable(images.size(), features);
            this.classes = new int[images.size()];
        }

        void add(LoadedViews batch, TrunkModel trunk, int side) {
            FeatureMatrix features = trunk.features(batch.views(), side);
            if (!features.isFinite()) {
                throw new EvaluationException(
                        "features of the %s images are infinite or not a number: the model's weights are of no use"
                                .formatted(images.name()));
            }
            System.arraycopy(batch.classes(), 0, classes, table.rows(), batch.classes().length);
            table.append(features);
        }

        LabelledFeatures features() {
            if (table.rows() == 0) {
                throw new EvaluationException(
                        "none of the %,d %s images can be decoded: %s"
                                .formatted(images.size(), images.name(), images.broken()));
            }
            return new LabelledFeatures(table, Arrays.copyOf(classes, table.rows()));
        }
    }
}
