package org.swavstream.job.bench;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.swavstream.job.cluster.CompletedCheckpoint;
import org.swavstream.job.console.CommandException;
import org.swavstream.operators.swav.benchmark.MemoryCopy;
import org.swavstream.state.file.TemporaryFolder;

/**
 * What checkpoints cost the training: of one job, as many steps as an interval between two
 * checkpoints has, in turns with a checkpoint at their beginning, without one, and with no more
 * than a file of its size that is written.
 */
final class CheckpointPart {

    private static final PipelineSize USUAL =
            new PipelineSize("resnet50", "2x96,4x48", 16, 1, 3840);

    private static final PipelineSize TINY = new PipelineSize("resnet10", "2x32", 4, 60, 8);

    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);

    /** Longer than a client takes to see that a checkpoint is complete. */
    private static final Duration TINY_INTERVAL = Duration.ofSeconds(3);

    private static final int SUBTASKS = 1;

    /** Of the job that is run before, so that it makes many. */
    private static final Duration SHORT_INTERVAL = Duration.ofMillis(500);

    private static final double BYTES_PER_MEGABYTE = 1e6;

    /** As the trainer writes its tensors. */
    private static final int PIECE_BYTES = 1 << 16;

    /**
     * What a job showed.
     *
     * @param throughput with checkpoints and without
     * @param pauses of training, in milliseconds, one for each turn
     * @param bytes written by the last checkpoint
     */
    private record Measured(List<BenchmarkRow> throughput, List<Double> pauses, long bytes) {}

    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        PipelineSize size = scope.size(USUAL, TINY);
        CompiledJob.run(scope, size.models(), SHORT_INTERVAL);
        Measured measured = measure(size, scope);
        long state = size.stateBytes(scope.threads());
        List<BenchmarkRow> rows = new ArrayList<>(measured.throughput());
        rows.addAll(pause(measured.pauses(), state, scope));
        rows.add(
                BenchmarkRow.single(
                        "bytes written per checkpoint",
                        "MB",
                        measured.bytes() / BYTES_PER_MEGABYTE,
                        "weights, momentum, prototypes and queue",
                        state / BYTES_PER_MEGABYTE,
                        Ratio.OURS_TO_PEER));
        return rows;
    }

    private static Measured measure(PipelineSize size, BenchmarkScope scope) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create();
                Pipeline pipeline =
                        Pipeline.start(folder.path(), BenchmarkImage.jpeg(500, 375), size);
                MeasuredJob job =
                        pipeline.job(
                                size.settings(
                                        scope.threads(), SUBTASKS, PipelineSize.NO_CHECKPOINTS))) {
            return measure(size, pipeline, job, folder.path().resolve("plain-file"), scope);
        }
    }

    private static Measured measure(
            PipelineSize size, Pipeline pipeline, MeasuredJob job, Path file, BenchmarkScope scope)
            throws Exception {
        Duration interval = scope.size(USUAL_INTERVAL, TINY_INTERVAL);
        double step = step(size, job);
        CompletedCheckpoint first = job.checkpointAfter(size.warmUpSteps());
        int steps = steps(size, step, interval, first.duration());
        int turns = 1 + scope.repetitions();
        pipeline.publish(size.batch() * steps * 3 * turns);
        List<BenchmarkRow> throughput =
                scope.compare(
                                "%s, a checkpoint in %d steps, of at least %.1f s"
                                        .formatted(size, steps, interval.toMillis() / 1e3),
                                Unit.perSecond("images/s", (long) size.batch() * steps),
                                () -> job.milliseconds(steps, job.checkpoint()))
                        .against(
                                "as many steps without one",
                                () -> job.milliseconds(steps),
                                Ratio.OURS_TO_PEER,
                                Target.atLeast(0.95))
                        .against(
                                "limit: as many beside a file of %.0f MB that is written"
                                        .formatted(first.bytes() / BYTES_PER_MEGABYTE),
                                () -> job.milliseconds(steps, written(file, first.bytes())),
                                Ratio.OURS_TO_PEER,
                                Target.NONE)
                        .rows();
        CompletedCheckpoint last = job.lastCheckpoint().orElseThrow();
        if (!scope.tiny()) {
            requireWithin(Duration.ofMillis((long) (steps * step)), last);
        }
        List<Double> pauses = job.checkpointPauses();
        return new Measured(
                throughput, pauses.subList(pauses.size() - turns, pauses.size()), last.bytes());
    }

    /** Writes a file on another thread, as Flink does: until it is on the disk. */
    private static CompletableFuture<Void> written(Path file, long bytes) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        write(file, bytes);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static void write(Path file, long bytes) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            for (long left = bytes; left > 0; left -= piece.length) {
                out.write(piece, 0, (int) Math.min(piece.length, left));
            }
            out.getFD().sync();
        }
    }

    /** When the job is over, so that nothing runs beside the copies. */
    private static List<BenchmarkRow> pause(List<Double> pauses, long state, BenchmarkScope scope)
            throws Exception {
        try (MemoryCopy copy = new MemoryCopy(state)) {
            return scope.compare(
                            "pause of training per checkpoint, %.0f MB"
                                    .formatted(state / BYTES_PER_MEGABYTE),
                            Unit.MILLISECONDS,
                            pauses.iterator()::next)
                    .against(
                            "limit: one copy of the state in memory",
                            Timed.of(copy::run),
                            Ratio.OURS_TO_PEER,
                            Target.atMost(2))
                    .rows();
        }
    }

    /**
     * Steps that last an interval, and longer than a checkpoint, whose barrier waits behind the
     * input that is on its way.
     */
    private static int steps(
            PipelineSize size, double step, Duration interval, Duration checkpoint) {
        int ofInterval = (int) Math.ceil(interval.toMillis() / step);
        int ofCheckpoint = 1 + (int) Math.ceil(checkpoint.toMillis() / step);
        return Math.max(size.steps(), Math.max(ofInterval, ofCheckpoint));
    }

    /** Milliseconds of a step at the end of the warm-up. */
    private static double step(PipelineSize size, MeasuredJob job) throws Exception {
        int all = size.warmUpSteps();
        int last = all / 2;
        return Math.max(1, job.milliseconds(all - last, all) / last);
    }

    /** What is left of a checkpoint when its steps are over would slow those without one. */
    private static void requireWithin(Duration steps, CompletedCheckpoint checkpoint) {
        if (checkpoint.duration().compareTo(steps) > 0) {
            throw new CommandException(
                    "a checkpoint took %.1f s, longer than the %.1f s of its steps; try again with less beside it"
                            .formatted(
                                    checkpoint.duration().toMillis() / 1e3,
                                    steps.toMillis() / 1e3));
        }
    }
}
