package org.swavstream.job.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.swavstream.job.cluster.CompletedCheckpoint;
import org.swavstream.state.file.TemporaryFolder;

/** How fast a model is back. */
final class RecoveryPart {

    private static final PipelineSize USUAL = new PipelineSize("resnet50", "2x64", 16, 1, 3840);
    private static final PipelineSize TINY = new PipelineSize("resnet10", "2x32", 4, 1, 8);
    private static final int SUBTASKS = 1;

    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        PipelineSize size = scope.size(USUAL, TINY);
        try (TemporaryFolder folder = TemporaryFolder.create();
                Pipeline pipeline =
                        Pipeline.start(folder.path(), BenchmarkImage.jpeg(500, 375), size)) {
            CompletedCheckpoint checkpoint = checkpoint(pipeline, size, scope);
            Path files =
                    Path.of(new org.apache.flink.core.fs.Path(checkpoint.path()).getPath())
                            .getParent();
            return scope.compare(
                            "%s: from the trainer's start until it takes input".formatted(size),
                            Unit.MILLISECONDS,
                            () -> restore(pipeline, size, checkpoint, scope))
                    .against(
                            "limit: reading the checkpoint's %.0f MB once"
                                    .formatted(bytes(files) / 1e6),
                            Timed.of(() -> read(files)),
                            Ratio.OURS_TO_PEER,
                            Target.NONE)
                    .rows();
        }
    }

    private static CompletedCheckpoint checkpoint(
            Pipeline pipeline, PipelineSize size, BenchmarkScope scope) throws Exception {
        try (MeasuredJob job =
                pipeline.job(
                        size.settings(scope.threads(), SUBTASKS, PipelineSize.NO_CHECKPOINTS))) {
            return job.checkpointAfter(size.lastStep());
        }
    }

    private static double restore(
            Pipeline pipeline,
            PipelineSize size,
            CompletedCheckpoint checkpoint,
            BenchmarkScope scope)
            throws Exception {
        Configuration settings =
                size.settings(scope.threads(), SUBTASKS, PipelineSize.NO_CHECKPOINTS);
        settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.path());
        // Whatever the checkpoint holds, there is something to train on.
        pipeline.publish(size.batch());
        try (MeasuredJob job = pipeline.job(settings)) {
            job.awaitStep(size.lastStep() + 1);
            return job.initialization().toMillis();
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void read(Path folder) throws IOException {
        byte[] buffer = new byte[1 << 20];
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    while (in.read(buffer) >= 0) {
                        // The bytes are read; nothing is done with them.
                    }
                }
            }
        }
    }
}
