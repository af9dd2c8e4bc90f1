package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.swavstream.operators.multicrop.MultiCrop;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.state.file.TemporaryFolder;

/**
 * The whole job from Kafka, with as many models as the cores can train at once, beside the same
 * work without it: on the same threads, and by its CPU time. Steps that leave a part of their
 * threads idle are longer than their CPU time says, whether there is a pipeline or not.
 */
final class PipelinePart {

    private static final PipelineSize USUAL = new PipelineSize("resnet18", "2x96,4x48", 32, 24, 0);

    /**
     * Longer than Flink keeps a report in a buffer, after which reports have the same time stamp.
     */
    private static final PipelineSize TINY = new PipelineSize("resnet10", "2x32", 4, 12, 0);

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final long MAX_PIXELS = 1 << 20;
    private static final Target WANTED = Target.atMost(1.05);

    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        int threads = scope.threads();
        PipelineSize size = scope.size(USUAL, TINY).withModels(Math.max(1, CORES / threads));
        byte[] image = BenchmarkImage.jpeg(500, 375);
        List<BenchmarkRow> rows = new ArrayList<>();
        CompiledJob.run(scope, size.models(), PipelineSize.NO_CHECKPOINTS);
        try (TemporaryFolder folder = TemporaryFolder.create();
                Pipeline pipeline = Pipeline.start(folder.path(), image, size);
                AllModels bare = new AllModels(size.models(), () -> bare(size, image, threads))) {
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
            AllModels bare,
            BenchmarkScope scope)
            throws Exception {
        int threads = scope.threads();
        Timed cpu = Timed.processCpu(() -> bare.steps(size.steps()));
        try (CropThreads crops = crops(size, image, subtasks, threads);
                AllModels overlapped =
                        new AllModels(size.models(), () -> overlapped(size, crops, threads))) {
            return scope.compare(
                            what(size, subtasks),
                            Unit.MILLISECONDS,
                            () -> run(size, subtasks, pipeline, scope))
                    .against(
                            "the same crops beside the same steps, without Kafka and Flink",
                            Timed.of(() -> overlapped.steps(size.steps())),
                            Ratio.OURS_TO_PEER,
                            WANTED)
                    .against(
                            "CPU time of bare crops and steps / %d cores".formatted(CORES),
                            () -> cpu.once() / CORES,
                            Ratio.OURS_TO_PEER,
                            WANTED)
                    .rows();
        }
    }

    private static String what(PipelineSize size, int subtasks) {
        return "%d images, %d x %s, %d multi-crop subtasks"
                .formatted(size.images(), size.models(), size, subtasks);
    }

    private static double run(
            PipelineSize size, int subtasks, Pipeline pipeline, BenchmarkScope scope)
            throws Exception {
        Configuration settings =
                size.settings(scope.threads(), subtasks, PipelineSize.NO_CHECKPOINTS);
        try (MeasuredJob job = pipeline.job(settings)) {
            return job.milliseconds(size.warmUpSteps(), size.lastStep());
        }
    }

    private static ModelWork bare(PipelineSize size, byte[] image, int threads) {
        return new BareWork(size.batch(), image, multiCrop(size, threads), learner(size, threads));
    }

    private static ModelWork overlapped(PipelineSize size, CropThreads crops, int threads) {
        return new OverlappedWork(size.batch(), crops, learner(size, threads));
    }

    private static CropThreads crops(PipelineSize size, byte[] image, int subtasks, int threads) {
        List<MultiCrop> multiCrops = new ArrayList<>();
        for (int subtask = 0; subtask < subtasks; subtask++) {
            multiCrops.add(multiCrop(size, threads));
        }
        return new CropThreads(image, multiCrops);
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
