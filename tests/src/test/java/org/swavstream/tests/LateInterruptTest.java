package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;

/** A second Ctrl-C when the savepoint is there, and the program is about to end. */
@ExtendWith(SharedBroker.class)
final class LateInterruptTest {

    private static final String TOPIC = "late-interrupt";
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir private Path folder;

    @Test
    void theCommandThatGoesOnIsToldWhileFlinkEnds(Broker broker) throws Exception {
        UnevenTopic.publish(broker, TOPIC);
        StreamJob job = new StreamJob(broker.bootstrapServers(), TOPIC, folder);
        job.configuration().setString("rest.bind-port", "0");
        Path output = folder.resolve("output");
        Process process = start(new CommandLine(job, folder), output);
        try {
            await(process, output, "| loss ");
            interrupt(process);
            await(process, folder.resolve("logs/run.log"), "Shutting down Flink Mini Cluster");
            interrupt(process);

            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(output).content().contains("Savepoint: ", "Resume with: ");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(CommandLine command, Path output) throws Exception {
        Path program = DistributionCluster.distribution().resolve("bin/swav-stream");
        List<String> words = command.words(program, "run");
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static void await(Process process, Path file, String text) throws Exception {
        Instant end = Instant.now().plus(LIMIT);
        while (!Files.exists(file) || !Files.readString(file).contains(text)) {
            assertThat(process.isAlive()).as("still runs, before '%s'", text).isTrue();
            assertThat(Instant.now()).as("awaited '%s'", text).isBefore(end);
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private static void interrupt(Process process) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }
}
