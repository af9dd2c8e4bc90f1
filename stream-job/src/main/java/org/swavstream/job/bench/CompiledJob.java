package org.swavstream.job.bench;

import java.time.Duration;
import org.swavstream.state.file.TemporaryFolder;

/**
 * A job of many small images, run before jobs that are measured: so that the Java code of jobs is
 * compiled, as in one that runs for hours.
 */
final class CompiledJob {

    /** Thousands of small samples in a minute. */
    private static final PipelineSize SMALL = new PipelineSize("resnet10", "2x32,1x16", 32, 400, 0);

    private static final int SUBTASKS = 2;

    private CompiledJob() {}

    /**
     * Runs the job to its end, unless the benchmark is a tiny one.
     *
     * @param models that it trains
     * @param checkpoints time between two
     */
    static void run(BenchmarkScope scope, int models, Duration checkpoints) throws Exception {
        if (scope.tiny()) {
            return;
        }
        PipelineSize size = SMALL.withModels(models);
        scope.say("a job with many small images first");
        try (TemporaryFolder folder = TemporaryFolder.create();
                Pipeline pipeline =
                        Pipeline.start(folder.path(), BenchmarkImage.jpeg(100, 75), size);
                MeasuredJob job =
                        pipeline.job(size.settings(scope.threads(), SUBTASKS, checkpoints))) {
            job.awaitStep(size.lastStep());
        }
    }
}
