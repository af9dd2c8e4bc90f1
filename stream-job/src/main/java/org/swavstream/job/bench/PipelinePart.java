package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.swavstream.operators.multicrop.MultiCrop;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.state.file.TemporaryFolder;

/**
 * The whole job from Kafka, beside the same work without it: on the same threads, and by its CPU
 * time. Steps that leave a part of their threads idle are longer than their CPU time says, whether
 * there is a pipeline or not.
 */
final class PipelinePart {

    private static final PipelineSize USUAL = new PipelineSize("resnet18", "2x96,4x48", 32, 24, 0);

    /**
     * Longer than Flink keeps a report in a buffer, after which reports have the same time stamp.
     */
    private static final PipelineSize TINY = new PipelineSize("resnet10", "2x32", 4, 12, 0);

    private static final long MAX_PIXELS = 1 << 20;
    private static final Target WANTED = Target.atMost(1.05);

    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        PipelineSize size = scope.size(USUAL, TINY);
        byte[] image = BenchmarkImage.jpeg(500, 375);
        List<BenchmarkRow> rows = new ArrayList<>();
        CompiledJob.run(scope, PipelineSize.NO_CHECKPOINTS);
        try (TemporaryFolder folder = TemporaryFolder.create();
                Pipeline pipeline = Pipeline.start(folder.path(), image, size.published());
                BareWork bare = bare(size, image, scope.threads())) {
            for (int subtasks : new int[] {1, 2}) {
                rows.addAll(measure(size, image, subtasks, pipeline, bare, scope));
            }
        }
        return rows;
    }

    private static List<BenchmarkRow> measure(
            PipelineSize size,
            byte[] image,
            int subtasks,
            Pipeline pipeline,
            BareWork bare,
            BenchmarkScope scope)
            throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        try (OverlappedWork overlapped = overlapped(size, image, subtasks, scope.threads())) {
            return scope.compare(
                            "%d images, %s, %d multi-crop subtasks"
                                    .formatted(size.images(), size, subtasks),
                            Unit.MILLISECONDS,
                            () -> run(size, subtasks, pipeline, scope))
                    .against(
                            "the same crops beside the same steps, without Kafka and Flink",
                            Timed.of(() -> overlapped.steps(size.steps())),
                            Ratio.OURS_TO_PEER,
                            WANTED)
                    .against(
                            "CPU time of bare crops and steps / %d cores".formatted(cores),
                            () -> bare.cpuMilliseconds(size.steps()) / cores,
                            Ratio.OURS_TO_PEER,
                            WANTED)
                    .rows();
        }
    }

    private static double run(
            PipelineSize size, int subtasks, Pipeline pipeline, BenchmarkScope scope)
            throws Exception {
        Configuration settings =
                size.settings(scope.threads(), subtasks, PipelineSize.NO_CHECKPOINTS);
        try (MeasuredJob job = pipeline.job(settings)) {
            return job.milliseconds(PipelineSize.WARM_UP_STEPS, size.lastStep());
        }
    }

    private static BareWork bare(PipelineSize size, byte[] image, int threads) {
        return new BareWork(size.batch(), image, multiCrop(size, threads), learner(size, threads));
    }

    private static OverlappedWork overlapped(
            PipelineSize size, byte[] image, int subtasks, int threads) {
        List<MultiCrop> multiCrops = new ArrayList<>();
        for (int subtask = 0; subtask < subtasks; subtask++) {
            multiCrops.add(multiCrop(size, threads));
        }
        return new OverlappedWork(size.batch(), image, multiCrops, learner(size, threads));
    }

    private static MultiCrop multiCrop(PipelineSize size, int threads) {
        return new MultiCrop(size.augmentation(settings(size, threads)), MAX_PIXELS);
    }

    private static SwavLearner learner(PipelineSize size, int threads) {
        return new SwavLearner(size.training(settings(size, threads)).swav());
    }

    private static Configuration settings(PipelineSize size, int threads) {
        return size.settings(threads, 1, PipelineSize.NO_CHECKPOINTS);
    }
}
