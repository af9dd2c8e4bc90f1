package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.job.cluster.GuardedStore;
import picocli.CommandLine.Command;

class SwavStreamTest {

    private final CommandLineRun run = new CommandLineRun();

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "evaluate",
                "presets",
                "publish",
                "replay",
                "run",
                "savepoints",
                "inspect",
                "diff",
                "export",
                "selfcheck",
                "bench"
            })
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

    @ParameterizedTest
    @CsvSource({
        "run --restart-source, --restart-source is for --from-savepoint",
        "replay --restart-source, --restart-source is for --from-savepoint",
        "replay --from yesterday, 'yesterday' is not understood; expected earliest",
        "replay --from 0:1 --from-savepoint p, add --restart-source",
        "replay --from 0:1 --resume, add --restart-source",
        "replay --from 0:1 -Dexecution.state-recovery.path=p, add --restart-source",
        "run --resume --from-savepoint p, are mutually exclusive"
    })
    void whatDoesNotFitTogetherIsAWrongOption(String command, String problem) {
        String settings = " -Dkafka.topic=images -Dkafka.bootstrap-servers=127.0.0.1:1";
        assertThat(run.execute((command + " --data=" + folder + settings).split(" ", -1)))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().lines()).singleElement().asString().contains(problem);
    }

    @Test
    void withoutACommandOneIsAskedFor() {
        assertThat(run.execute()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).startsWith("swav-stream: no command given; see 'swav-stream --help'");
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
    void presetsAreListedAndPrinted() {
        assertThat(run.execute("presets")).isZero();
        assertThat(run.out().lines()).hasSize(6).anyMatch(line -> line.startsWith("one-pass  "));

        CommandLineRun print = new CommandLineRun();
        assertThat(print.execute("presets", "imagenet-256")).isZero();
        assertThat(print.out()).startsWith("# SwAV with batches of 256").contains("length: 3840");
    }

    @Test
    void anUnknownPresetIsOneLineWithThoseThatThereAre() {
        assertThat(run.execute("run", "--preset", "imagenet")).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith(
                        "swav-stream: Invalid value for option '--preset': 'imagenet' is not one of"
                                + " [imagenet-4096, imagenet-256, one-pass, ");
    }

    /** 3,840 features of the preset are 40 batches of the file, but not of the command line. */
    @Test
    void thePresetGivesWayToTheFileAndTheFileToTheCommandLine() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("my.yaml"), "train.batch-size: 96\nkafka.topic: images\n");
        List<String> arguments =
                List.of("run", "--preset=imagenet-256", "--config=" + file, "--data=" + folder);

        assertThat(run.execute(arguments.toArray(String[]::new))).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err())
                .contains("kafka.bootstrap-servers")
                .doesNotContain("queue.length", "kafka.topic");

        CommandLineRun other = new CommandLineRun();
        List<String> withSetting = new ArrayList<>(arguments);
        withSetting.add("-Dtrain.batch-size=100");
        assertThat(other.execute(withSetting.toArray(String[]::new))).isEqualTo(ExitStatus.USAGE);
        assertThat(other.err())
                .contains(
                        "queue.length is 3840; allowed: 0, or a multiple of train.batch-size = 100");
    }

    @Test
    void theStackTraceIsShownWhereItIsAskedFor() {
        assertThat(run.execute("run", "--verbose", "--config", "absent.yaml"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(run.err())
                .startsWith("swav-stream: no such file: absent.yaml")
                .contains("\tat org.swavstream.job.cli.RunCommand");
    }

    @Test
    void aSettingWithoutAValueIsOneLine() {
        assertThat(run.execute("run", "-D", "train.seed")).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err())
                .startsWith(
                        "swav-stream: Value for option '-D' (KEY=VALUE) should be in KEY=VALUE format"
                                + " but was train.seed; see")
                .hasLineCount(1);
    }

    @Test
    void aWarmStartThatIsNotThereIsAWrongSettingBeforeAnythingStarts() {
        Path absent = folder.resolve("absent.safetensors");
        int status =
                run.execute(
                        "run",
                        "--data=" + folder,
                        "--warm-start=" + absent,
                        "-Dkafka.topic=images",
                        "-Dkafka.bootstrap-servers=127.0.0.1:1");

        assertThat(status).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err())
                .isEqualTo(
                        "swav-stream: model.warm-start: there is no file '%s' that can be read%n",
                        absent);
    }

    @ParameterizedTest
    @CsvSource({
        "run --resume, there is nothing to resume from: no complete checkpoint or savepoint is in",
        "replay --resume, there is nothing to resume from",
        "run --from-savepoint absent, cannot read savepoint",
        "run --warm-start absent, there is no file",
    })
    void aRefusedCommandLeavesNoFolderBehind(String command, String problem) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("logs")); // Log4j makes it before there is a log
        arguments.addAll(
                List.of(
                        "--data=" + data,
                        "-Dkafka.topic=images",
                        "-Dkafka.bootstrap-servers=127.0.0.1:1"));

        assertThat(run.execute(arguments.toArray(String[]::new))).isNotEqualTo(ExitStatus.OK);
        assertThat(run.err()).contains(problem);
        assertThat(data).isDirectoryNotContaining(file -> !file.endsWith("logs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "savepoints %1$s",
                "inspect %1$s",
                "diff %1$s %1$s",
                "export --savepoint %1$s --out %2$s/x"
            })
    void aStoreIsReachedWithTheSettingsOfTheDistribution(String command) throws IOException {
        Path settings = Files.createDirectory(folder.resolve("conf")).resolve("config.yaml");
        String absent = GuardedStore.uri(folder.resolve("absent"));
        String[] arguments = command.formatted(absent, folder).split(" ", -1);
        Files.writeString(settings, "guarded.access-key: wrong");
        CommandLineRun refused = new CommandLineRun(folder);
        assertThat(refused.execute(arguments)).isEqualTo(ExitStatus.FAILURE);
        assertThat(refused.err()).contains(GuardedStore.REFUSAL);

        Files.writeString(settings, "guarded.access-key: " + GuardedStore.SESAME);
        CommandLineRun let = new CommandLineRun(folder);
        assertThat(let.execute(arguments)).isEqualTo(ExitStatus.FAILURE);
        assertThat(let.err()).contains("there is no ").contains("absent");
    }

    @ParameterizedTest
    @CsvSource({
        "--from-savepoint=, there is no such folder",
        "-Dexecution.state-recovery.path=, there is no such folder",
        "--resume -Dexecution.checkpointing.dir=, there is nothing to resume from",
        "--warm-start=, there is no file"
    })
    void aStoreIsReachedWithTheSettingsOfALocalRunBeforeItStarts(String option, String problem)
            throws IOException {
        String command =
                "run --data=%s -Dkafka.topic=images -Dkafka.bootstrap-servers=127.0.0.1:1 %s%s"
                        .formatted(folder, option, GuardedStore.uri(folder.resolve("absent")));
        Path settings = folder.resolve("config.yaml");
        Files.writeString(settings, "guarded.access-key: wrong");
        run.execute(command.split(" ", -1));
        assertThat(run.err()).contains(GuardedStore.REFUSAL);

        Files.writeString(settings, "guarded.access-key: " + GuardedStore.SESAME);
        CommandLineRun let = new CommandLineRun();
        let.execute(command.split(" ", -1));
        assertThat(let.err()).contains(problem);
    }

    @ParameterizedTest
    @CsvSource({"run, a:b", "'replay', 'a,b'", "demo, a:b", "demo, 'a,b'"})
    void aFolderThatFlinkTakesForSeveralIsRefusedAtOnce(String command, String name) {
        Path data = folder.resolve(name);

        assertThat(run.execute(command, "--data=" + data)).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err())
                .isEqualTo(
                        "swav-stream: --data: Flink takes a path with a comma or a colon for"
                                + " several, and %s has one; name another folder%n",
                        data);
        assertThat(data).doesNotExist();
    }

    @Test
    void anErrorIsOneLineToo() {
        assertThat(run.execute(OutOfMemory.class, "out-of-memory")).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("swav-stream: out of memory (Java heap space); give the JVM more");
    }

    @Command(name = "out-of-memory")
    private static final class OutOfMemory implements Runnable {
        @Override
        public void run() {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamedAndTheLogWhereThereIsOne() throws IOException {
        Path log = Files.createDirectories(folder.resolve("logs")).resolve("run.log");
        Files.createFile(log); // the logs of tests go elsewhere
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
                .contains("(log: " + log);
        assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("logs"));
    }
}
