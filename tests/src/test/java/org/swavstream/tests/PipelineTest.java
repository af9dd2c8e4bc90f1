package org.swavstream.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.image.kafka.DeadLetterSink;
import org.swavstream.image.store.UnreliableStore;
import org.swavstream.image.store.UnreliableStore.Fault;
import org.swavstream.operators.report.ProbeReport;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;
import org.swavstream.operators.training.OptimizerOptions;

/** The whole way of an image, on a real Kafka and a real Flink. */
@ExtendWith(SharedBroker.class)
final class PipelineTest {

    private static final int IMAGES = 500;
    private static final long ALL_STEPS = IMAGES / StreamJob.BATCH_SIZE;
    private static final String TAKES_MODEL =
            ", and model.key-by = record-key takes the model from it";

    @RegisterExtension static final MiniClusterExtension FLINK = SmallFlink.create();

    @TempDir private Path folder;

    private Broker broker;
    private String topic;

    @BeforeEach
    void createTopics(Broker shared, TestInfo test) throws Exception {
        broker = shared;
        topic = test.getTestMethod().orElseThrow().getName();
        TestTopics.create(broker, topic);
    }

    @Test
    void brokenImagesBecomeDeadLettersAndTrainingGoesOn() throws Exception {
        Map<ProducerRecord<byte[], byte[]>, String> broken = BrokenImages.of(topic);
        broker.produce(List.copyOf(broken.keySet()));
        publish(IMAGES);
        int steps = (IMAGES + broken.size()) / StreamJob.BATCH_SIZE;
        try (MetricsReader metrics = metrics();
                StreamJob job = job().start()) {
            StepReport last = metrics.await(StepReport.class, step -> step.step() == steps);
            job.stop();
            assertThat(last.skipped()).isEqualTo(broken.size());
            assertThat(last.images() + last.skipped())
                    .isEqualTo(last.step() * StreamJob.BATCH_SIZE);
        }
        List<ConsumerRecord<byte[], byte[]>> letters = broker.read(topic + ".dead-letter");
        assertThat(letters).hasSize(broken.size());
        int offset = 0;
        for (var expected : broken.entrySet()) {
            ConsumerRecord<byte[], byte[]> letter = letters.get(offset);
            assertThat(letter.value()).isEqualTo(expected.getKey().value());
            assertThat(header(letter, DeadLetterSink.REASON)).contains(expected.getValue());
            assertThat(header(letter, DeadLetterSink.TOPIC)).isEqualTo(topic);
            assertThat(header(letter, DeadLetterSink.PARTITION)).isEqualTo("0");
            assertThat(header(letter, DeadLetterSink.OFFSET)).isEqualTo("" + offset);
            offset++;
        }
    }

    @Test
    void recordsThatNameNoModelBecomeDeadLettersWhereTheyAreToNameOne() throws Exception {
        byte[] noText = {(byte) 0xff};
        broker.produce(
                List.of(
                        new ProducerRecord<>(topic, null, "no key".getBytes(UTF_8)),
                        new ProducerRecord<>(topic, noText, "no text".getBytes(UTF_8))));
        publish(StreamJob.BATCH_SIZE);
        try (MetricsReader metrics = metrics();
                StreamJob job = job()) {
            job.configuration().set(SequenceOptions.KEY_BY, ModelKey.RECORD_KEY);
            job.start();
            StateReport last = metrics.await(StateReport.class, state -> state.step() == 1);
            job.stop();
            assertThat(last.images()).isEqualTo(StreamJob.BATCH_SIZE);
        }
        assertThat(broker.read(topic + ".dead-letter"))
                .extracting(
                        letter -> header(letter, DeadLetterSink.OFFSET),
                        letter -> header(letter, DeadLetterSink.REASON))
                .containsExactly(
                        tuple("0", "the record has no key" + TAKES_MODEL),
                        tuple("1", "the record's key is not valid UTF-8" + TAKES_MODEL));
    }

    @Test
    void aStoreThatFailsForAWhileDoesNotReachTheModel() throws Exception {
        broker.produce(List.of(imageIn(Fault.BUSY_ONCE)));
        publish(IMAGES - 1);
        StreamJob restarted = job();
        restarted
                .configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        try (MetricsReader metrics = metrics();
                StreamJob running = restarted.start()) {
            StepReport last = metrics.await(StepReport.class, step -> step.step() == ALL_STEPS);
            running.stop();
            assertThat(UnreliableStore.hasBeenAsked(Fault.BUSY_ONCE)).isTrue();
            assertThat(last.skipped()).isZero();
            assertEqualModels(latestState(metrics), uninterrupted());
        }
        assertThat(broker.read(topic + ".dead-letter")).isEmpty();
    }

    private ProducerRecord<byte[], byte[]> imageIn(Fault fault) throws Exception {
        Path file = folder.resolve("image.png");
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, new byte[0]);
        String uri = UnreliableStore.uri(fault, file);
        record.headers().add(ImageRecord.URI, uri.getBytes(UTF_8));
        return record;
    }

    /** A learning rate at which everything overflows, and a strategy that restarts for ever. */
    @Test
    void aStepThatIsNotFiniteEndsTheJobAtOnceAndKeepsItsCheckpoint() throws Exception {
        publish(2 * StreamJob.BATCH_SIZE);
        try (MetricsReader metrics = metrics();
                StreamJob job = job()) {
            job.configuration()
                    .set(OptimizerOptions.LEARNING_RATE, 1000.0)
                    .set(OptimizerOptions.TRUST_COEFFICIENT, 1.0)
                    .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                    .set(
                            RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                            Integer.MAX_VALUE);
            job.start();
            metrics.awaitCheckpoint(2);
            publish(IMAGES);
            assertThat(job.failure())
                    .hasStackTraceContaining("TrainingStoppedException")
                    .hasStackTraceContaining("training of model 'default' stopped on the records")
                    .hasStackTraceContaining("at step ");
        }
        try (MetricsReader metrics = metrics();
                StreamJob resumed = job().from(job().latestCheckpoint()).start()) {
            metrics.await(StepReport.class, step -> step.step() == ALL_STEPS);
            resumed.stop();
        }
    }

    @Test
    void theProbeMeasuresHeldOutImagesBesideTheUntrainedNetwork() throws Exception {
        publish(IMAGES);
        try (MetricsReader metrics = metrics();
                StreamJob job = job()) {
            job.configuration().set(SequenceOptions.HOLD_OUT_SHARE, 0.4);
            job.start();
            ProbeReport probe = metrics.await(ProbeReport.class, report -> report.step() == 10);
            job.stop();
            assertThat(probe.bank() + probe.queries()).isBetween(40, IMAGES / 2);
            assertThat(probe.trained()).isNotEqualTo(probe.untrained());
            assertThat(probe.untrained().rankMe()).isBetween(1.0, 64.0);
            assertThat(probe.untrained().prototypesUsed()).isBetween(1.0 / 8, 1.0);
        }
    }

    private StateReport uninterrupted() throws Exception {
        try (MetricsReader metrics = metrics()) {
            return finish(job(), metrics);
        }
    }

    /** Lets the job train on all images, stops it and returns what its savepoint holds. */
    private static StateReport finish(StreamJob job, MetricsReader metrics) throws Exception {
        try (StreamJob running = job.start()) {
            metrics.await(StepReport.class, step -> step.step() == ALL_STEPS);
            running.stop();
            return latestState(metrics);
        }
    }

    private static StateReport latestState(MetricsReader metrics) throws Exception {
        return metrics.latest(StateReport.class);
    }

    private static void assertEqualModels(StateReport actual, StateReport expected) {
        assertThat(actual.step()).isEqualTo(expected.step()).isEqualTo(ALL_STEPS);
        assertThat(actual.ledgerDigest()).isEqualTo(expected.ledgerDigest());
        assertThat(actual.weightsDigest()).isEqualTo(expected.weightsDigest());
    }

    private StreamJob job() {
        return new StreamJob(broker.bootstrapServers(), topic, folder);
    }

    private MetricsReader metrics() {
        return new MetricsReader(broker.bootstrapServers(), topic + ".metrics");
    }

    private void publish(long images) throws Exception {
        TestTopics.publish(broker, topic, images, "no model");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
