package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;
import org.swavstream.state.file.TemporaryFolder;

/**
 * The whole job from Kafka, with as many models as the cores can train at once, beside the same
 * work without it: on the same threads, and by its CPU time. Steps that leave a part of their
 * threads idle are longer than their CPU time says, whether there is a pipeline or not.
 *
 * <p>The job runs all the time. In its part of a round it gets images, and is timed while it has
 * some in front of it; without images it waits, while the others have theirs.
 */
final class PipelinePart {

    private static final PipelineSize USUAL = new PipelineSize("resnet18", "2x96,4x48", 32, 8, 0);

    /**
     * Longer than Flink keeps a report in a buffer, after which reports have the same time stamp.
     */
    private static final PipelineSize TINY = new PipelineSize("resnet10", "2x32", 4, 12, 0);

    private static final int USUAL_ROUNDS = 3;
    private static final int TINY_ROUNDS = 1;

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final Target WANTED = Target.atMost(1.05);

    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        PipelineSize size =
                scope.size(USUAL, TINY).withModels(Math.max(1, CORES / scope.threads()));
        List<BenchmarkRow> rows = new ArrayList<>();
        CompiledJob.run(scope, size.models(), PipelineSize.NO_CHECKPOINTS);
        for (int subtasks : new int[] {1, 2}) {
            rows.addAll(measure(size, subtasks, scope));
        }
        return rows;
    }

    private static List<BenchmarkRow> measure(PipelineSize size, int subtasks, BenchmarkScope scope)
            throws Exception {
        int threads = scope.threads();
        int rounds = scope.size(USUAL_ROUNDS, TINY_ROUNDS);
        try (TemporaryFolder folder = TemporaryFolder.create();
                Pipeline pipeline =
                        Pipeline.start(folder.path(), BenchmarkImage.jpeg(500, 375), size);
                MeasuredJob job =
                        pipeline.job(
                                size.settings(threads, subtasks, PipelineSize.NO_CHECKPOINTS))) {
            job.awaitStep(size.publishedSteps());
            return scope.compare(
                            what(size, rounds, subtasks),
                            Unit.MILLISECONDS,
                            () -> round(size, pipeline, job))
                    .inRounds(rounds)
                    .againstStarted(
                            "the same crops beside the same steps, without Kafka and Flink",
                            () -> BareJob.overlapped(size, threads, subtasks),
                            Ratio.OURS_TO_PEER,
                            WANTED)
                    .againstStarted(
                            "CPU time of bare crops and steps / %d cores".formatted(CORES),
                            () -> BareJob.loops(size, threads),
                            Ratio.OURS_TO_PEER,
                            WANTED)
                    .rows();
        }
    }

    private static String what(PipelineSize size, int rounds, int subtasks) {
        return "%d images, %d x %s, %d multi-crop subtasks"
                .formatted(rounds * size.images(), size.models(), size, subtasks);
    }

    /** Ends when the job waits for images again. */
    private static double round(PipelineSize size, Pipeline pipeline, MeasuredJob job)
            throws Exception {
        pipeline.publish(size.batch() * size.roundSteps());
        job.awaitSteps((long) size.models() * PipelineSize.LEAD_STEPS);
        double milliseconds = job.milliseconds((long) size.models() * size.steps());
        job.awaitSteps((long) size.models() * PipelineSize.BATCHES_LEFT);
        return milliseconds;
    }
}
