package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.image.kafka.DeadLetterSink;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.image.kafka.TopicRange;
import org.swavstream.job.recovery.SavedSource;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ReportJson;
import org.swavstream.operators.report.ReportKey;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.tests.FaultyFileSystem.Fault;

/**
 * A range is read while the TaskManager is lost twice and the whole job once; it ends as if nothing
 * had happened, and so does what it wrote.
 */
@ExtendWith(SharedBroker.class)
final class WrittenOnceTest {

    private static final int HALF = UnevenTopic.LONG / 2;
    private static final int MORE = UnevenTopic.LONG / 8;

    /** So many that the store is back before; transactions outlast them. */
    private static final int TOLERATED = 100;

    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    @RegisterExtension static final MiniClusterExtension FLINK = SmallFlink.create();

    /** The index of the one that lives; those before are lost. */
    private static int taskManager;

    @TempDir private Path folder;
    @TempDir private Path otherFolder;

    private Broker broker;
    private String topic;

    @ParameterizedTest
    @EnumSource(names = {"EXACTLY_ONCE", "AT_LEAST_ONCE"})
    void whatIsWrittenAndLearnedIsThatOfARunWithoutFaults(
            DeliveryGuarantee guarantee, Broker shared, @InjectMiniCluster MiniCluster flink)
            throws Exception {
        broker = shared;
        topic = "written-" + guarantee.name();
        UnevenTopic.publishFirstHalf(broker, topic);
        broker.createTopic(topic + ".expected", 1);
        broker.createTopic(topic + ".expected-letters", 1);

        StateReport last;
        try (MetricsReader metrics =
                new MetricsReader(broker.bootstrapServers(), topic + ".metrics")) {
            StreamJob job = job(guarantee, folder);
            try (StreamJob running = job.start()) {
                metrics.awaitCheckpoint(3);
                replaceTaskManager(flink, metrics, HALF, HALF + MORE);
                metrics.awaitCheckpoint(0);
                replaceTaskManager(flink, metrics, HALF + MORE, HALF + 2 * MORE);
                metrics.awaitCheckpoint(0);
            }
            assertThat(isAtEnd(job)).isFalse();
            UnevenTopic.publishLong(broker, topic, HALF + 2 * MORE, UnevenTopic.LONG);
            last = finish(job(guarantee, folder).from(job.latestCheckpoint()), metrics);
        }

        StateReport expected = withoutFaults();
        assertThat(last.ledgerDigest()).isEqualTo(expected.ledgerDigest());
        assertThat(last.weightsDigest()).isEqualTo(expected.weightsDigest());
        assertWritten(guarantee, last.step());
    }

    private void assertWritten(DeliveryGuarantee guarantee, long steps) throws Exception {
        List<String> letters = new ArrayList<>();
        for (var letter : broker.read(topic + ".dead-letter")) {
            letters.add(position(letter));
        }
        List<Long> stepsWritten = new ArrayList<>();
        List<String> reports = new ArrayList<>();
        for (var record : broker.read(topic + ".metrics")) {
            ModelReport report = ReportJson.parse(record.value());
            reports.add(ReportKey.of(report));
            if (guarantee == DeliveryGuarantee.AT_LEAST_ONCE) {
                assertThat(text(record.key())).isEqualTo(ReportKey.of(report));
            }
            if (report instanceof StepReport step) {
                stepsWritten.add(step.step());
            }
        }
        if (guarantee == DeliveryGuarantee.AT_LEAST_ONCE) {
            // After its key is known, a copy is no harm.
            reports = List.copyOf(new TreeSet<>(reports));
            letters = List.copyOf(new TreeSet<>(letters));
            stepsWritten = List.copyOf(new TreeSet<>(stepsWritten));
        }
        assertThat(reports).doesNotHaveDuplicates();
        assertThat(letters).doesNotHaveDuplicates().hasSize(UnevenTopic.BROKEN);
        assertThat(stepsWritten).containsExactlyElementsOf(steps(steps));
    }

    private StateReport withoutFaults() throws Exception {
        StreamJob job = job(DeliveryGuarantee.AT_LEAST_ONCE, otherFolder);
        job.configuration()
                .set(KafkaOptions.GROUP_ID, topic + "-expected")
                .set(KafkaOptions.DEAD_LETTER_TOPIC, topic + ".expected-letters")
                .set(KafkaOptions.METRICS_TOPIC, topic + ".expected");
        try (MetricsReader metrics =
                new MetricsReader(broker.bootstrapServers(), topic + ".expected")) {
            return finish(job, metrics);
        }
    }

    /** Lets the job come to the end of the range, and stops it. */
    private StateReport finish(StreamJob job, MetricsReader metrics) throws Exception {
        try (StreamJob running = job.start()) {
            do {
                metrics.awaitCheckpoint(0);
            } while (!isAtEnd(running));
            running.stop();
            return metrics.latest(StateReport.class);
        }
    }

    private boolean isAtEnd(StreamJob job) throws Exception {
        return SavedSource.read(job.latestCheckpoint())
                .isAtEndOf(TopicRange.parse(topic, UnevenTopic.RANGE));
    }

    /**
     * Loses it after a step on new records that no checkpoint has, as none can be written, and
     * waits for this step to be made again.
     */
    private void replaceTaskManager(MiniCluster flink, MetricsReader metrics, int from, int to)
            throws Exception {
        Fault.FAILING.begin(folder);
        Fault.FAILING.awaitHit(folder);
        metrics.skip();
        UnevenTopic.publishLong(broker, topic, from, to);
        long step = metrics.await(StepReport.class, done -> true).step();
        flink.terminateTaskManager(taskManager).get();
        taskManager++;
        metrics.skip();
        Fault.FAILING.end(folder);
        flink.startTaskManager();
        metrics.await(StepReport.class, done -> done.step() == step);
    }

    private StreamJob job(DeliveryGuarantee guarantee, Path target) {
        StreamJob job =
                new StreamJob(broker.bootstrapServers(), topic, target).withManyCheckpoints();
        job.configuration()
                .set(KafkaOptions.ORDER, RecordOrder.OFFSET)
                .set(KafkaOptions.RANGE, UnevenTopic.RANGE)
                .set(KafkaOptions.SINK_GUARANTEE, guarantee)
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        FaultyFileSystem.uri(target.resolve("checkpoints")))
                .set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERATED)
                .set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, TIMEOUT)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5)
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                        Duration.ofMillis(100));
        return job;
    }

    private static List<Long> steps(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static String position(ConsumerRecord<byte[], byte[]> letter) {
        return text(letter.headers().lastHeader(DeadLetterSink.PARTITION).value())
                + "@"
                + text(letter.headers().lastHeader(DeadLetterSink.OFFSET).value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
