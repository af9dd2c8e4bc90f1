package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.training.ModelOptions;

/** Ctrl-C, sent to the distribution's own process while libtorch computes. */
@ExtendWith(SharedBroker.class)
final class InterruptTest {

    private static final String TOPIC = "interrupt";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A signal that comes later is another one. The program waits 300 ms. */
    private static final Duration SAME_SIGNAL = Duration.ofMillis(500);

    /** With room for a busy machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    @TempDir private Path folder;

    @Test
    void aSecondInterruptEndsTheProcessAtOnceAndWithoutACrash(Broker broker) throws Exception {
        UnevenTopic.publish(broker, TOPIC);
        StreamJob job = new StreamJob(broker.bootstrapServers(), TOPIC, folder);
        job.configuration()
                .set(MultiCropOptions.GROUPS, "2x64,1x32")
                .set(ModelOptions.TRUNK, "resnet18")
                .set(ModelOptions.WIDTH, 1.0)
                .setString("rest.bind-port", "0");
        Path output = folder.resolve("output");
        Process process = start(new CommandLine(job, folder), output);
        try {
            await(process, output, "| loss ");
            interrupt(process);
            await(process, output, "Stopping with a savepoint");
            assertThat(process.waitFor(SAME_SIGNAL.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
            interrupt(process);

            assertThat(process.waitFor(AT_ONCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(output)
                    .content()
                    .contains("Ended without a savepoint")
                    .doesNotContain("SIG", "Savepoint:");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(CommandLine command, Path output) throws IOException {
        Path program = DistributionCluster.distribution().resolve("bin/swav-stream");
        return new ProcessBuilder(command.words(program, "run"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static void await(Process process, Path output, String text) throws Exception {
        Instant end = Instant.now().plus(LIMIT);
        while (!Files.readString(output).contains(text)) {
            assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
            assertThat(Instant.now()).as(Files.readString(output)).isBefore(end);
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private static void interrupt(Process process) throws Exception {
        String number = Long.toString(process.pid());
        new ProcessBuilder("kill", "-INT", number).start().waitFor();
    }
}
