package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwavStreamTest {

    private final CommandLineRun run = new CommandLineRun();

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"demo", "publish", "run"})
    void everyCommandHasHelpWithItsExitStatus(String command) {
        assertThat(run.execute(command, "--help")).isZero();
        assertThat(run.out())
                .startsWith("Usage: swav-stream " + command)
                .contains("--verbose", "Exit status:", "130");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theVersionsAreTold() {
        assertThat(run.execute("--version")).isZero();
        assertThat(run.out()).contains("swav-stream ", "Flink 2.2", "Java ");
    }

    @Test
    void aWrongOptionIsOneLineThatNamesTheHelp() {
        assertThat(run.execute("run", "--form-savepoint", "x")).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("swav-stream: Unknown options: '--form-savepoint'")
                .endsWith("see 'swav-stream run --help'");
    }

    @Test
    void withoutACommandOneIsAskedFor() {
        assertThat(run.execute()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).startsWith("swav-stream: which command?");
    }

    @Test
    void allWrongSettingsAreOneLine() {
        assertThat(run.execute("run", "--data", folder.toString(), "-Dtrain.batch-siz=3"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith(
                        "swav-stream: train.batch-siz is not an option;"
                                + " did you mean train.batch-size?;")
                .contains("kafka.bootstrap-servers is not set");
    }

    @Test
    void theStackTraceIsShownWhereItIsAskedFor() {
        run.execute("run", "--verbose", "--config", "absent.yaml");

        assertThat(run.err())
                .startsWith("swav-stream: no such file: absent.yaml")
                .contains("\tat org.swavstream.job.cli.RunCommand");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamed() {
        int status =
                run.execute(
                        "run",
                        "--data=" + folder,
                        "-Dkafka.topic=images",
                        "-Dkafka.bootstrap-servers=127.0.0.1:1");

        assertThat(status).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("swav-stream: no Kafka broker answers at 127.0.0.1:1 within 10 s;")
                .contains("(log: " + folder.resolve("logs/run.log"));
    }
}
