package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.job.local.KafkaBroker;

class PublishCommandTest {

    @TempDir private static Path brokerFolder;

    private static KafkaBroker broker;

    @TempDir private Path folder;

    private final CommandLineRun run = new CommandLineRun();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(brokerFolder, brokerFolder.resolve("kafka.log"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void publishesOnceAndShowsItsProgress() {
        assertThat(publish(run, "--topic=made", "--create-topic", "--limit=300")).isZero();
        assertThat(run.err()).contains("publishing 100%", "Published 300 images");

        CommandLineRun again = new CommandLineRun();
        assertThat(publish(again, "--topic=made", "--limit=500")).isZero();
        assertThat(again.err()).contains("300 images were there already", "Published 200 images");
    }

    @Test
    void aTopicThatIsNotThereIsNamed() {
        assertThat(publish(run, "--topic=absent")).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err().lines().reduce((first, last) -> last))
                .hasValueSatisfying(
                        line -> assertThat(line).startsWith("swav-stream: topic absent does not"));
    }

    @Test
    void numbersOutOfRangeAreWrongOptions() {
        assertThat(publish(run, "--topic=made", "--rate=-1")).isEqualTo(ExitStatus.USAGE);
        assertThat(publish(run, "--topic=made", "--create-topic", "--partitions=0"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(publish(run, "--topic=made", "--order=random")).isEqualTo(ExitStatus.USAGE);
    }

    private int publish(CommandLineRun commandLine, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "publish",
                                "textures",
                                "--data=" + folder,
                                "--bootstrap-servers=" + broker.bootstrapServers()));
        arguments.addAll(List.of(more));
        return commandLine.execute(arguments.toArray(String[]::new));
    }
}
