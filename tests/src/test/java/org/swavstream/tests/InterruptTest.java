package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.job.recovery.SavedSource;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.training.ModelOptions;

/** Ctrl-C, sent to the distribution's own process while libtorch computes. */
@ExtendWith(SharedBroker.class)
final class InterruptTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** A signal that comes later is another one. The program waits 300 ms. */
    private static final Duration SAME_SIGNAL = Duration.ofMillis(500);

    /** With room for a busy machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    @TempDir private Path folder;

    private Broker broker;
    private String topic;

    @BeforeEach
    void publish(Broker shared, TestInfo test) throws Exception {
        broker = shared;
        topic = test.getTestMethod().orElseThrow().getName();
        UnevenTopic.publish(broker, topic);
    }

    @Test
    void aSecondInterruptEndsTheProcessAtOnceAndWithoutACrash() throws Exception {
        Process process = start("run");
        try {
            await(process, output(), "| loss ");
            interrupt(process);
            await(process, output(), "Stopping with a savepoint");
            assertThat(process.waitFor(SAME_SIGNAL.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
            interrupt(process);

            assertThat(process.waitFor(AT_ONCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(output())
                    .content()
                    .contains("Ended without a savepoint")
                    .doesNotContain("SIG", "Savepoint:");
        } finally {
            process.destroyForcibly();
        }
    }

    /** When the savepoint is there, and the program is about to end. */
    @Test
    void afterALateSecondInterruptTheCommandThatGoesOnIsTold() throws Exception {
        Process process = start("run");
        try {
            await(process, output(), "| loss ");
            interrupt(process);
            await(process, folder.resolve("logs/run.log"), "Shutting down Flink Mini Cluster");
            interrupt(process);

            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(output()).content().contains("Savepoint: ", "Resume with: ");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void anInterruptedReplayEndsWithASavepointAndTheCommandForTheRest() throws Exception {
        Process process = start("replay");
        try {
            await(process, output(), "| loss ");
            interrupt(process);

            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(output());
            assertThat(process.exitValue()).as(said).isEqualTo(130);
            String savepoint = new CommandLineRun(said, "", 0).savepoint();
            assertThat(said)
                    .contains("Stopped before the end of the range.")
                    .containsPattern("Resume with: \\S*swav-stream replay --topic " + topic)
                    .contains(" --to 0:800,1:40,2:0 ", " --from-savepoint " + savepoint);
            assertThat(SavedSource.read(savepoint).offsets().get(0))
                    .isBetween(1L, UnevenTopic.LONG - 1L);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Of a model whose steps take long enough for a signal to come before the last one. */
    private Process start(String command) throws Exception {
        StreamJob job = new StreamJob(broker.bootstrapServers(), topic, folder);
        job.configuration()
                .set(MultiCropOptions.GROUPS, "2x64,1x32")
                .set(ModelOptions.TRUNK, "resnet18")
                .set(ModelOptions.WIDTH, 1.0)
                .setString("rest.bind-port", "0");
        job.configuration().addAll(SmallFlink.configuration());
        Path program = DistributionCluster.distribution().resolve("bin/swav-stream");
        ProcessBuilder builder =
                new ProcessBuilder(new CommandLine(job, folder).words(program, command))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output().toFile());
        // Many a container has none.
        builder.environment().put("PATH", BrokenProgram.path(folder, "kill"));
        return builder.start();
    }

    private Path output() {
        return folder.resolve("output");
    }

    private void await(Process process, Path file, String text) throws Exception {
        Instant end = Instant.now().plus(LIMIT);
        while (!Files.exists(file) || !Files.readString(file).contains(text)) {
            assertThat(process.isAlive()).as(Files.readString(output())).isTrue();
            assertThat(Instant.now()).as(Files.readString(output())).isBefore(end);
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private static void interrupt(Process process) throws Exception {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }
}
