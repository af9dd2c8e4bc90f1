package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.image.kafka.TopicRange;
import org.swavstream.job.recovery.SavedSource;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sequence.SequenceOptions;

/** The command {@code replay}, on a real Kafka and on the Flink that it starts. */
@ExtendWith(SharedBroker.class)
final class ReplayTest {

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
    void theSameRangeIsTheSameModelWhateverTheParallelism() throws Exception {
        try (MetricsReader metrics = metrics(topic)) {
            CommandLineRun first = commandLine().execute("replay", "-Dparallelism.default=1");
            StateReport serial = metrics.latest(StateReport.class);

            assertThat(first.out())
                    .startsWith(
                            "Replay of topic %s in offset order: up to 840 rec".formatted(topic))
                    .contains("partition 0: offsets 0 to 799, up to 800 records")
                    .contains("partition 2: nothing, at offset 0")
                    .contains("to go on after a kill: --to 0:800,1:40,2:0 --resume\n")
                    .contains("Train on with: swav-stream run ");
            // Images that are held out, and records that are none, are in no batch.
            assertThat(serial.images() + serial.pending()).isBetween(600L, 799L);
            assertThat(serial.skipped()).isBetween(20L, (long) UnevenTopic.BROKEN);
            assertThat(SavedSource.read(first.savepoint()).offsets().values())
                    .containsExactly(800L, 40L, 0L);

            CommandLineRun again =
                    commandLine()
                            .execute("replay", "-Dparallelism.default=2", "-Dcrops.parallelism=2");
            assertEqual(metrics.latest(StateReport.class), serial);
            assertThat(CommandLineRun.of("diff", first.savepoint(), again.savepoint()).out())
                    .isEqualTo("Models and source offsets are the same, to the bit.\n");
        }
    }

    @Test
    void cancelledInTheMiddleItEndsAsTheSameModel() throws Exception {
        String halved = topic + "-halved";
        UnevenTopic.publishFirstHalf(broker, halved);
        Path cancelledFolder = Files.createDirectories(folder.resolve("cancelled"));
        StreamJob cancelled = job(halved, cancelledFolder).withManyCheckpoints();
        cancelled.configuration().addAll(SmallFlink.configuration());
        cancelled
                .configuration()
                .set(KafkaOptions.ORDER, RecordOrder.OFFSET)
                .set(KafkaOptions.RANGE, UnevenTopic.RANGE);
        try (MetricsReader metrics = metrics(halved)) {
            try (StreamJob job = cancelled.start()) {
                metrics.awaitCheckpoint(2);
            }
            UnevenTopic.publishSecondHalf(broker, halved);
            String checkpoint = cancelled.latestCheckpoint();
            long reached = SavedSource.read(checkpoint).offsets().get(0);

            CommandLineRun rest =
                    new CommandLine(cancelled, cancelledFolder)
                            .execute(
                                    "replay",
                                    "--resume",
                                    "--to=0:800,1:40,2:0",
                                    "-Dkafka.group-id=" + halved + "-group");
            assertThat(rest.err())
                    .containsPattern(
                            "Resuming from %s, taken \\S+Z\nThe saved state holds model default at step \\d+\n"
                                    .formatted(Path.of(URI.create(checkpoint))));
            assertThat(rest.out()).contains("partition 0: offsets %d to 799".formatted(reached));
            StateReport resumed = metrics.latest(StateReport.class);

            CommandLineRun whole = new CommandLine(job(halved, folder), folder).execute("replay");
            assertEqual(resumed, metrics.latest(StateReport.class));
            assertThat(InspectedModel.of(rest.savepoint()).recipeDigest())
                    .isEqualTo(InspectedModel.of(whole.savepoint()).recipeDigest());
        }
    }

    /** Its first checkpoint at the end may hold complete batches, which no one is to lose. */
    @Test
    void cutOffAtItsEndItIsFinished() throws Exception {
        TopicRange range = TopicRange.parse(topic, "0:0-792,1:0-40,2:0-0");
        StreamJob cutOff = jobWithoutHoldOut().withManyCheckpoints();
        cutOff.configuration()
                .set(KafkaOptions.ORDER, RecordOrder.OFFSET)
                .set(KafkaOptions.RANGE, range.text());
        try (MetricsReader metrics = metrics(topic)) {
            try (StreamJob job = cutOff.start()) {
                metrics.awaitCheckpoint(range.count() / StreamJob.BATCH_SIZE);
            }
            CommandLine commandLine = new CommandLine(jobWithoutHoldOut(), folder);
            CommandLineRun rest =
                    commandLine.execute(
                            "replay",
                            "--from-savepoint=" + firstAtEndOf(range),
                            "--to=0:792,1:40,2:0");
            assertThat(rest.err()).contains("Nothing is left to read; batches that wait");
            assertThat(SavedSource.read(rest.savepoint()).isAtEndOf(range)).isTrue();
            StateReport finished = metrics.latest(StateReport.class);

            commandLine.run("replay", "--to=0:792,1:40,2:0");
            assertEqual(finished, metrics.latest(StateReport.class));
        }
    }

    /** The first state behind its end may hold complete batches, and this is a savepoint. */
    @Test
    void interruptedBehindItsLastRecordItIsNotFinished() throws Exception {
        TopicRange range = TopicRange.parse(topic, "0:0-792,1:0-40,2:0-0");
        StreamJob withoutCheckpoints = jobWithoutHoldOut();
        withoutCheckpoints
                .configuration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(2))
                .set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofMinutes(2));
        CommandLine interrupted = new CommandLine(withoutCheckpoints, folder);
        try (MetricsReader metrics = metrics(topic)) {
            var replay =
                    CompletableFuture.supplyAsync(
                            () -> interrupted.execute("replay", "--to=0:792,1:40,2:0"));
            metrics.await(
                    StepReport.class, step -> step.step() == range.count() / StreamJob.BATCH_SIZE);
            interruptThisJvm();

            CommandLineRun stopped = replay.get(60, TimeUnit.SECONDS);
            assertThat(stopped.status()).isEqualTo(130);
            assertThat(stopped.err()).contains("Stopped before the end of the range.");
            assertThat(SavedSource.read(stopped.savepoint()).isAtEndOf(range)).isTrue();

            CommandLine commandLine = new CommandLine(jobWithoutHoldOut(), folder);
            String[] shown = stopped.out().split("Resume with: swav-stream ", 2)[1].split("\\s+");
            CommandLineRun rest = CommandLineRun.of(shown);
            assertThat(rest.err()).contains("Nothing is left to read", "Replayed to the end.");
            StateReport finished = metrics.latest(StateReport.class);

            commandLine.run("replay", "--to=0:792,1:40,2:0");
            assertEqual(finished, metrics.latest(StateReport.class));
        }
    }

    @Test
    void whereItIsNotClearWhatToResumeItIsRefused() throws Exception {
        CommandLine commandLine = commandLine();
        assertThat(commandLine.run("replay", "--resume"))
                .contains("nothing to resume from: no complete checkpoint or savepoint is in file:")
                .contains(folder.resolve("checkpoints").toString());

        String first = commandLine.execute("replay", "--to=0:100,1:0,2:0").savepoint();
        assertThat(commandLine.run("replay", "--resume", "--topic", topic + ".metrics"))
                .contains("but none that reads topic %s.metrics, are in".formatted(topic));

        assertThat(commandLine.run("replay", "--resume", "-Dkafka.group-id=another"))
                .contains("but none of a job with kafka.group-id another, are in");

        Path savepoint = Path.of(URI.create(first));
        Path ofAnotherJob = savepoint.resolveSibling("savepoint-abcdef-1");
        FileUtils.copy(
                new org.apache.flink.core.fs.Path(savepoint.toUri()),
                new org.apache.flink.core.fs.Path(ofAnotherJob.toUri()),
                false);
        assertThat(commandLine.run("replay", "--resume"))
                .contains("two jobs left checkpoints", savepoint.toString())
                .contains(ofAnotherJob.toString(), "choose one with --from-savepoint");
    }

    @Test
    void theModelOfASavepointGoesOnWithAnotherTopic() throws Exception {
        String other = topic + "-other";
        UnevenTopic.publish(broker, other);
        CommandLine commandLine = commandLine();
        StateReport first;
        String savepoint;
        try (MetricsReader metrics = metrics(topic)) {
            savepoint = commandLine.execute("replay", "--to=0:100,1:0,2:0").savepoint();
            first = metrics.latest(StateReport.class);
        }
        commandLine
                .execute("replay", "--topic", other, "--from-savepoint", savepoint)
                .assertIsWrongSetting(
                        "reads topic %s, not %s; to go on".formatted(topic, other),
                        "add --restart-source");
        assertThat(commandLine.run("replay", "--from=earliest", "--from-savepoint", savepoint))
                .contains("add --restart-source");

        CommandLineRun begun;
        try (MetricsReader metrics = metrics(other)) {
            begun =
                    commandLine.execute(
                            "replay",
                            "--topic=" + other,
                            "--from-savepoint=" + savepoint,
                            "--restart-source",
                            "--from=0:10,1:0,2:0",
                            "--to=0:100,1:0,2:0");
            // Those of the first replay are on other topics.
            assertThat(begun.err()).doesNotContain("transactions");
            StateReport second = metrics.latest(StateReport.class);
            assertThat(second.images() + second.pending())
                    .isGreaterThan(first.images() + first.pending() + 40);
            assertThat(second.step()).isGreaterThan(first.step());
        }

        // What comes next goes on from there, without being told where that is.
        CommandLineRun rest =
                commandLine.execute(
                        "replay", "--topic", other, "--from-savepoint", begun.savepoint());
        assertThat(rest.out()).contains("partition 0: offsets 100 to 799");
        assertThat(SavedSource.read(rest.savepoint()).offsets().values())
                .containsExactly(800L, 40L, 0L);
    }

    /** The marker has the last offset, and is no record. */
    @Test
    @Timeout(120)
    void theEndBehindATransactionIsReached() throws Exception {
        try (Producer<byte[], byte[]> transaction = broker.transaction(topic)) {
            transaction.send(new ProducerRecord<>(topic, 2, null, new byte[] {1})).get();
            transaction.commitTransaction();
        }
        // Another one begins when the marker is there.
        broker.transaction(topic).close();

        CommandLineRun replay = commandLine().execute("replay", "--from=0:700,1:0,2:0");
        assertThat(replay.out()).contains("partition 2: offsets 0 to 1, up to 2 records");
        assertThat(SavedSource.read(replay.savepoint()).offsets())
                .isEqualTo(Map.of(0, 800L, 1, 40L, 2, 2L));
    }

    @Test
    void aPartitionThatWasAddedIsLeftToTheJobAfterIt() throws Exception {
        CommandLine commandLine = new CommandLine(jobWithoutHoldOut(), folder);
        String savepoint = commandLine.execute("replay", "--to=0:100,1:0,2:0").savepoint();
        broker.addPartitions(topic, 4);
        broker.produce(List.of(new ProducerRecord<>(topic, 3, null, new byte[] {1})));

        CommandLineRun rest =
                commandLine.execute(
                        "replay", "--from-savepoint=" + savepoint, "--to=0:800,1:40,2:0");
        assertThat(rest.err()).contains("Partition 3: not in the savepoint, not read\n");
        assertThat(SavedSource.read(rest.savepoint()).offsets())
                .isEqualTo(Map.of(0, 800L, 1, 40L, 2, 0L));

        StreamJob live = jobWithoutHoldOut().from(rest.savepoint());
        try (MetricsReader metrics = metrics(topic);
                StreamJob job = live.start()) {
            metrics.await(
                    StateReport.class,
                    state -> state.images() + state.skipped() + state.pending() == 841);
            assertThat(SavedSource.read(job.stop()).offsets())
                    .isEqualTo(Map.of(0, 800L, 1, 40L, 2, 0L, 3, 1L));
        }
    }

    @Test
    void aSavepointGoesOnAtAnotherRateButNotAsAnotherModel() throws Exception {
        CommandLine commandLine = commandLine();
        String savepoint = commandLine.execute("replay", "--to=0:100,1:0,2:0").savepoint();

        CommandLineRun refused =
                commandLine.execute(
                        "run",
                        "--from-savepoint=" + savepoint,
                        "-Dmodel.trunk=resnet18",
                        "-Dmodel.prototypes=9",
                        "-Dcrops.groups=2x16,2x8",
                        "-Doptimizer.learning-rate=0.1");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err().lines())
                .singleElement()
                .asString()
                .contains(savepoint + " contradicts the configuration: crops.groups was 2x16,1x8")
                .contains("is 2x16,2x8; model.prototypes was 8, is 9; model.trunk was resnet10")
                .doesNotContain("learning-rate");

        CommandLineRun accepted =
                commandLine.execute(
                        "replay",
                        "--from-savepoint=" + savepoint,
                        "--to=0:150,1:0,2:0",
                        "-Dparallelism.default=2",
                        "-Dprobe.every-steps=7",
                        "-Doptimizer.learning-rate=0.1");
        assertThat(accepted.failed()).as(accepted.err()).isFalse();
        assertThat(accepted.err())
                .contains("The saved state holds model default at step ")
                .contains("Changed since: optimizer.learning-rate was 0.6, is 0.1\n")
                .contains("Changed since: probe.every-steps was 5, is 7\n")
                .contains("Changed since: parallelism was 1, is 2\n")
                .doesNotContain("transactions");
        assertThat(CommandLineRun.of("inspect", accepted.savepoint()).out())
                .contains("optimizer.learning-rate = 0.1\n");

        InspectedModel changed = InspectedModel.of(accepted.savepoint());
        InspectedModel same =
                InspectedModel.of(
                        commandLine
                                .execute(
                                        "replay",
                                        "--from-savepoint=" + savepoint,
                                        "--to=0:150,1:0,2:0")
                                .savepoint());
        assertThat(changed.ledgerDigest()).isEqualTo(same.ledgerDigest());
        assertThat(changed.recipeDigest()).isNotEqualTo(same.recipeDigest());
    }

    @Test
    void whatCannotBeReadIsNamedAndNothingStarts() throws Exception {
        Path absent = folder.resolve("absent");
        for (String command : List.of("run", "replay")) {
            CommandLineRun run = commandLine().execute(command, "--from-savepoint=" + absent);
            assertThat(run.failed()).isTrue();
            assertThat(run.err().lines())
                    .singleElement()
                    .asString()
                    .contains("cannot read savepoint '" + absent + "'", "no such folder");
        }
    }

    @Test
    void anEmptyRangeEndsAtOnceAndALostOneIsNamed() throws Exception {
        CommandLine commandLine = commandLine();
        assertThat(commandLine.run("replay", "--from=latest"))
                .contains("up to 0 records", "partition 0: nothing, at offset 800")
                .doesNotContain("Savepoint");
        broker.deleteBefore(topic, 7);
        commandLine
                .execute("replay", "--from=0:3,1:0,2:0")
                .assertIsWrongSetting("partition 0: the offsets 3 to 6, of records");
    }

    @Test
    void anEndThatDoesNotFitTheTopicIsAWrongOption() throws Exception {
        CommandLine commandLine = commandLine();
        commandLine
                .execute("replay", "--to=0:100")
                .assertIsWrongSetting(
                        "swav-stream: --from, --to: topic " + topic,
                        "partition 1: the end has no offset for it, and every partition needs one",
                        "see 'swav-stream replay --help'");

        String savepoint = commandLine.execute("replay", "--to=0:100,1:0,2:0").savepoint();
        commandLine
                .execute("replay", "--from-savepoint=" + savepoint, "--to=0:50,1:0,2:0")
                .assertIsWrongSetting(
                        "swav-stream: the savepoint, --to: topic " + topic,
                        "partition 0: the end 50 lies before the start 100");
    }

    private static void assertEqual(StateReport actual, StateReport expected) {
        assertThat(actual.step()).isEqualTo(expected.step());
        assertThat(actual.pending()).isEqualTo(expected.pending());
        assertThat(actual.ledgerDigest()).isEqualTo(expected.ledgerDigest());
        assertThat(actual.weightsDigest()).isEqualTo(expected.weightsDigest());
    }

    private static void interruptThisJvm() throws Exception {
        String kill = "kill -INT " + ProcessHandle.current().pid();
        assertThat(new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor()).isZero();
    }

    private String firstAtEndOf(TopicRange range) throws Exception {
        for (String checkpoint : Checkpoints.all(folder.resolve("checkpoints"))) {
            if (SavedSource.read(checkpoint).isAtEndOf(range)) {
                return checkpoint;
            }
        }
        throw new AssertionError("no checkpoint is at the end of " + range.text());
    }

    private CommandLine commandLine() throws Exception {
        return new CommandLine(job(), folder);
    }

    private StreamJob job() {
        return job(topic, folder);
    }

    private StreamJob job(String images, Path target) {
        StreamJob job = new StreamJob(broker.bootstrapServers(), images, target);
        job.configuration()
                .set(SequenceOptions.HOLD_OUT_SHARE, 0.1)
                .set(CoreOptions.DEFAULT_PARALLELISM, 1);
        return job;
    }

    private StreamJob jobWithoutHoldOut() {
        StreamJob job = job();
        job.configuration().set(SequenceOptions.HOLD_OUT_SHARE, 0.0);
        return job;
    }

    private MetricsReader metrics(String name) {
        return new MetricsReader(broker.bootstrapServers(), name + ".metrics");
    }
}
