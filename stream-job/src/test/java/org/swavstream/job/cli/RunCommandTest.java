package org.swavstream.job.cli;

import static org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.Await;
import org.swavstream.job.broker.KafkaBroker;
import org.swavstream.job.run.KafkaTopics;
import org.swavstream.job.run.RunFolder;
import org.swavstream.job.run.RunLock;
import org.swavstream.state.safetensors.SafetensorsWriter;
import org.swavstream.state.savepoint.SnapshotEntry;
import org.swavstream.state.savepoint.SnapshotFolder;

/** Runs against one broker; the runs' own clusters are started and stopped by the command. */
class RunCommandTest {

    private static final Pattern STEP = Pattern.compile("step ([0-9,]+) ");

    @TempDir private static Path brokerFolder;

    private static KafkaBroker broker;

    @TempDir private Path folder;

    private final CommandLineRun run = new CommandLineRun();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(brokerFolder, brokerFolder.resolve("kafka.log"));
        KafkaTopics.createIfMissing(broker.bootstrapServers(), "images");
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void anInterruptStopsWithASavepointThatTheShownCommandResumes() throws Exception {
        var first = CompletableFuture.supplyAsync(() -> run(run));
        int firstStep = awaitFirstStep(run);
        interruptThisJvm();
        assertThat(first.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(run.err()).contains("Flink's web UI: http://127.0.0.1:", "Stopping with");
        assertThat(run.err()).containsOnlyOnce("Warning: model 'default' learns nothing");
        assertThat(run.out()).contains("kNN top-1", "Savepoint: file:" + folder);

        String[] shown =
                run.out().split("Resume with: ./swav-stream ", 2)[1].strip().split(" ", -1);
        CommandLineRun again = new CommandLineRun();
        var second =
                CompletableFuture.supplyAsync(
                        () -> again.execute(withMore(shown, "--warm-start", warmStart())));
        assertThat(awaitFirstStep(again)).isGreaterThan(firstStep);
        interruptThisJvm();
        assertThat(second.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(again.err()).contains("The models of the savepoint keep their weights");
        assertThat(again.out())
                .containsPattern(
                        "Resume with: .* -D model.warm-start="
                                + folder.resolve("model.safetensors")
                                + " --from-savepoint ");

        CommandLineRun failed = new CommandLineRun();
        assertThat(
                        failed.execute(
                                withMore(
                                        shown,
                                        "-Dcounting.fail-at=1",
                                        "-Drestart-strategy.type=none")))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(failed.err())
                .contains("; there is no checkpoint yet: begin again with the same command")
                .doesNotContain("esume with");
    }

    @Test
    void anInterruptBeforeTheTasksRunStopsWithASavepointToo() throws Exception {
        var started = CompletableFuture.supplyAsync(() -> run(run));
        Await.until(() -> Optional.of(run.err()).filter(said -> said.contains("web UI")));
        interruptThisJvm();

        assertThat(started.get(60, TimeUnit.SECONDS)).as(run.err()).isZero();
        assertThat(run.out()).contains("Savepoint: file:" + folder);
    }

    /**
     * While the job restarts, the REST interface goes on to say that all its tasks run. To a
     * restart strategy a savepoint that fails with its task may be two failures: Flink reports the
     * task's, and ends a stop whose savepoint was declined by failing the job.
     */
    @Test
    void anInterruptAroundAFailureStopsWithASavepointToo() throws Exception {
        int status =
                interrupted(
                        "-Dcounting.fail-snapshot=true",
                        "-Dexecution.checkpointing.interval=2min",
                        "-Dweb.refresh-interval=5s",
                        "-Drestart-strategy.type=fixed-delay",
                        "-Drestart-strategy.fixed-delay.attempts=10",
                        "-Drestart-strategy.fixed-delay.delay=2s");

        assertThat(status).as(run.err()).isZero();
        assertThat(run.out()).contains("Savepoint: file:" + folder);
    }

    @Test
    void aFailureInTheMiddleOfTheSavepointThatEndsTheJobIsToldAsItsEnd() throws Exception {
        int status =
                interrupted(
                        "-Dcounting.fail-snapshot=true",
                        "-Dexecution.checkpointing.interval=2min",
                        "-Drestart-strategy.type=none");

        assertThat(status).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err()).contains("the job failed: no snapshot at the first attempt; ");
    }

    @Test
    void aSavepointThatCannotBeWrittenIsNotAskedForAgain() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        int status = interrupted("-Dexecution.checkpointing.savepoint-dir=" + file.toUri());

        assertThat(status).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err()).contains("the job could not be stopped with a savepoint: ");
    }

    /** The exit status of a run that is interrupted once it makes steps. */
    private int interrupted(String... options) throws Exception {
        var started = CompletableFuture.supplyAsync(() -> run(run, options));
        awaitFirstStep(run);
        interruptThisJvm();
        return started.get(60, TimeUnit.SECONDS);
    }

    private static String[] withMore(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    private String warmStart() {
        Path file = folder.resolve("model.safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), List.of())) {
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    @Test
    void aFailureIsToldWithItsCauseWhenItRestartsTheJobAndWhenItEndsIt() {
        int status =
                run(
                        run,
                        "-Dcounting.fail-at=50",
                        "-Drestart-strategy.type=fixed-delay",
                        "-Drestart-strategy.fixed-delay.attempts=1",
                        "-Drestart-strategy.fixed-delay.delay=1s");

        assertThat(status).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .contains("The job failed and restarts from its beginning: cannot count beyond 50")
                .contains("swav-stream: the job failed: cannot count beyond 50; ");
    }

    @Test
    void aFailureThatEndsTheJobIsToldWithTheCommandThatGoesOnFromItsLastCheckpoint()
            throws IOException {
        int status =
                run(
                        run,
                        "-Dcounting.fail-at=2000",
                        "-Drestart-strategy.type=none",
                        "-Dexecution.checkpointing.interval=100ms",
                        "-Dexecution.checkpointing.min-pause=0ms");

        assertThat(status).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .containsPattern(
                        "the job failed: cannot count beyond 2000; resume with ./swav-stream run"
                                + " --data %s .*-D counting.fail-at=2000 .*--from-savepoint file:%1$s"
                                        .formatted(folder));
        List<SnapshotEntry> left = SnapshotFolder.list(folder.resolve("checkpoints").toString());
        assertThat(run.err().strip()).endsWith(left.get(left.size() - 1).path());
    }

    @Test
    void aFailureThatEndsTheJobIsNotCalledARestart() {
        int status = run(run, "-Dcounting.fail-at=50", "-Drestart-strategy.type=none");

        assertThat(status).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .contains("swav-stream: the job failed: cannot count beyond 50; ")
                .doesNotContain("restarts");
    }

    /** What it would read next is deleted, and it may not go on elsewhere. */
    @Test
    void reportsThatCannotBeReadAreToldOnceAndTheJobGoesOn() throws Exception {
        var started =
                CompletableFuture.supplyAsync(
                        () -> run(run, "-Dkafka.properties.auto.offset.reset=none"));
        awaitFirstStep(run);
        String told = "The reports of the job cannot be read";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var all = Map.of(new TopicPartition("images.metrics", 0), beforeOffset(-1));
            Await.until(
                    () -> {
                        admin.deleteRecords(all).all().get();
                        assertThat(started).as(run.err()).isNotDone();
                        return Optional.of(run.err()).filter(said -> said.contains(told));
                    });
        }
        interruptThisJvm();

        assertThat(started.get(60, TimeUnit.SECONDS)).as(run.err()).isZero();
        assertThat(run.err()).containsOnlyOnce(told).contains("; the job goes on");
        assertThat(run.out()).contains("Savepoint: file:" + folder);
    }

    @Test
    void theSameJobRunsOnceAtATimeInAFolder() throws Exception {
        var first = CompletableFuture.supplyAsync(() -> run(run));
        awaitFirstStep(run);
        CommandLineRun again = new CommandLineRun();

        assertThat(run(again)).isEqualTo(ExitStatus.FAILURE);
        assertThat(again.err())
                .contains(
                        "swav-stream: a job with the transactions of kafka.group-id swav-stream and topic images in "
                                + folder
                                + " is at work already, process "
                                + ProcessHandle.current().pid()
                                + "; stop it first");
        interruptThisJvm();
        assertThat(first.get(60, TimeUnit.SECONDS)).isZero();
    }

    /** The job at work removes what a second one would read meanwhile. */
    @Test
    void aJobAtWorkIsToldBeforeItsStateIsLookedFor() throws Exception {
        Configuration job = new Configuration().set(KafkaOptions.TOPIC, "images");
        try (RunLock lock = new RunFolder(folder).lockJob(job)) {
            assertThat(run(run, "--resume")).isEqualTo(ExitStatus.FAILURE);
            assertThat(run.err()).contains(" is at work already, process ");
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void aFolderHasOneBrokerAtATime() throws Exception {
        try (RunLock lock = new RunFolder(folder).lockKafka()) {
            assertThat(runWithBroker()).isEqualTo(ExitStatus.FAILURE);
            assertThat(run.err())
                    .contains("a run with a Kafka broker on " + folder.resolve("kafka"));
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void settingsAreCheckedBeforeABrokerStarts() {
        assertThat(runWithBroker("-Dtrain.seed=x")).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("train.seed").doesNotContain("Starting Kafka");
    }

    @Test
    void thisMachineIsCheckedBeforeABrokerStarts() {
        assertThat(runWithBroker("--warm-start=absent")).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("there is no file").doesNotContain("Starting Kafka");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void twoBrokersAreOneTooMany() {
        assertThat(runWithBroker("-Dkafka.bootstrap-servers=prod:9092"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("--with-broker starts a broker, and -D kafka.boot");
    }

    private int runWithBroker(String... more) {
        String[] command = {"run", "--with-broker", "--data=" + folder, "-Dkafka.topic=images"};
        return run.execute(withMore(command, more));
    }

    @Test
    void aTopicThatIsNotThereIsNamed() {
        assertThat(run(run, "-Dkafka.topic=imagse")).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .startsWith("swav-stream: topic 'imagse' does not exist at 127.0.0.1:");
    }

    @Test
    void aGroupThatIsNowhereIsNamed() {
        assertThat(run(run, "-Dkafka.starting-offsets=committed", "-Dkafka.group-id=nowhere"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .startsWith("swav-stream: kafka.starting-offsets is committed, but topic images: ")
                .contains("partition 0: group nowhere has no offset for it")
                .contains("begin at earliest or latest");
    }

    @Test
    void transactionsThatTheBrokerDoesNotAllowAreRefused() {
        assertThat(run(run, "-Dsinks.transaction-timeout=1 h")).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .startsWith("swav-stream: sinks.transaction-timeout is 3600000 ms, but the brokers")
                .contains("allow 900000 ms (transaction.max.timeout.ms)");
    }

    private int run(CommandLineRun commandLine, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "run",
                                "--data=" + folder,
                                "-Dkafka.topic=images",
                                "-Dkafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "-Drest.bind-port=0"));
        arguments.addAll(List.of(more));
        return commandLine.execute(arguments.toArray(String[]::new));
    }

    /** The first step that the live line of a running command shows. */
    private static int awaitFirstStep(CommandLineRun commandLine) throws Exception {
        return Await.until(
                () ->
                        STEP.matcher(commandLine.err())
                                .results()
                                .findFirst()
                                .map(step -> Integer.parseInt(step.group(1).replace(",", ""))));
    }

    private static void interruptThisJvm() throws Exception {
        String kill = "kill -INT " + ProcessHandle.current().pid();
        assertThat(new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor()).isZero();
    }
}
