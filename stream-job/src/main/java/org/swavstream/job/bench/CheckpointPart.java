package org.swavstream.job.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.swavstream.job.local.CompletedCheckpoint;
import org.swavstream.operators.swav.benchmark.MemoryCopy;

/** What checkpoints cost the training. */
final class CheckpointPart implements BenchmarkPart {

    private static final PipelineSize USUAL =
            new PipelineSize("resnet50", "2x96,4x48", 16, 24, 3840);
    private static final PipelineSize TINY = new PipelineSize("resnet10", "2x32", 4, 60, 8);
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);
    private static final Duration TINY_INTERVAL = Duration.ofMillis(100);
    private static final int SUBTASKS = 1;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    /**
     * What a job's checkpoints were.
     *
     * @param pause of training, the median of the job, in milliseconds
     * @param bytes that its last one wrote
     */
    private record Checkpoints(double pause, long bytes) {}

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public String description() {
        return "what a checkpoint costs: pause of training, throughput, bytes";
    }

    @Override
    public List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        PipelineSize size = scope.size(USUAL, TINY);
        Duration interval = scope.size(USUAL_INTERVAL, TINY_INTERVAL);
        long state = size.stateBytes(scope.threads());
        List<BenchmarkRow> rows = new ArrayList<>();
        List<Checkpoints> made = new ArrayList<>();
        try (TemporaryFolder folder = TemporaryFolder.create();
                Pipeline pipeline =
                        Pipeline.start(
                                folder.path(), BenchmarkImage.jpeg(500, 375), size.published());
                MemoryCopy copy = new MemoryCopy(state)) {
            rows.addAll(
                    scope.compare(
                                    "%s, a checkpoint every %.1f s"
                                            .formatted(size, interval.toMillis() / 1e3),
                                    Unit.perSecond("images/s", size.images()),
                                    () -> run(pipeline, size, interval, scope, made))
                            .against(
                                    "without checkpoints",
                                    () ->
                                            run(
                                                    pipeline,
                                                    size,
                                                    PipelineSize.NO_CHECKPOINTS,
                                                    scope,
                                                    made),
                                    Ratio.OURS_TO_PEER,
                                    Target.atLeast(0.95))
                            .rows());
            rows.addAll(
                    scope.compare(
                                    "pause of training per checkpoint, %.0f MB"
                                            .formatted(state / BYTES_PER_MEGABYTE),
                                    Unit.MILLISECONDS,
                                    made.stream().map(Checkpoints::pause).iterator()::next)
                            .against(
                                    "limit: one copy of the state in memory",
                                    Timed.of(copy::run),
                                    Ratio.OURS_TO_PEER,
                                    Target.atMost(2))
                            .rows());
            rows.add(
                    BenchmarkRow.single(
                            "bytes written per checkpoint",
                            "MB",
                            made.get(made.size() - 1).bytes() / BYTES_PER_MEGABYTE,
                            "weights, momentum, prototypes and queue",
                            state / BYTES_PER_MEGABYTE,
                            Ratio.OURS_TO_PEER));
        }
        return rows;
    }

    private static double run(
            Pipeline pipeline,
            PipelineSize size,
            Duration interval,
            BenchmarkScope scope,
            List<Checkpoints> made)
            throws Exception {
        try (MeasuredJob job = pipeline.job(size.settings(scope.threads(), SUBTASKS, interval))) {
            double milliseconds = job.milliseconds(PipelineSize.WARM_UP_STEPS, size.lastStep());
            Optional<Double> pause = job.checkpointPause();
            Optional<CompletedCheckpoint> last = job.lastCheckpoint();
            if (pause.isPresent() && last.isPresent()) {
                made.add(new Checkpoints(pause.get(), last.get().bytes()));
            } else if (!interval.equals(PipelineSize.NO_CHECKPOINTS)) {
                throw new BenchmarkException(
                        "no checkpoint was made in %.0f ms of training".formatted(milliseconds));
            }
            return milliseconds;
        }
    }
}
