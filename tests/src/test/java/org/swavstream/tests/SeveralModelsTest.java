package org.swavstream.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.image.dataset.DatasetPass;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;

/**
 * Models that are trained side by side, each on the records of its key, in {@code offset} order.
 */
@ExtendWith(SharedBroker.class)
final class SeveralModelsTest {

    private static final List<String> MODELS = List.of("birds", "cats", "dogs");
    private static final int PARTITIONS = 2;

    /** Of each model: three batches and a part of one. */
    private static final int IMAGES_OF_A_PART = 3 * StreamJob.BATCH_SIZE + 6;

    private static final int PARTS = 3;

    @RegisterExtension static final MiniClusterExtension FLINK = SmallFlink.withSlots(2);

    @TempDir private Path folder;

    private Broker broker;

    @BeforeEach
    void useBroker(Broker shared) {
        broker = shared;
    }

    @Test
    void rescaledEachIsTheUninterruptedModelToTheBit() throws Exception {
        assertThat(MODELS.stream().map(SeveralModelsTest::subtaskOfTwo)).contains(0, 1);
        String topic = "rescaled-models";
        TestTopics.create(broker, topic, PARTITIONS);
        broker.produce(part(topic, 1));
        String first = train(job(topic, 1), stepsOf(1));
        broker.produce(part(topic, 2));
        String second = train(job(topic, 2).from(first), stepsOf(2));
        broker.produce(part(topic, 3));
        String rescaled = train(job(topic, 1).from(second), stepsOf(3));

        String uninterrupted = train(job(topic, 1), stepsOf(PARTS));

        assertThat(InspectedModel.allOf(rescaled))
                .containsOnlyKeys(MODELS)
                .allSatisfy((name, model) -> assertThat(model.step()).isEqualTo(stepsOf(PARTS)))
                .isEqualTo(InspectedModel.allOf(uninterrupted));
    }

    private static int subtaskOfTwo(String model) {
        int most = KeyGroupRangeAssignment.computeDefaultMaxParallelism(2);
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(model, most, 2);
    }

    /** The records of the others are on the same partitions, between those of its own. */
    @Test
    void eachLearnsFromTheImagesOfItsKeyAlone() throws Exception {
        TestTopics.create(broker, "together", PARTITIONS);
        broker.produce(part("together", 1));
        Map<String, InspectedModel> together =
                InspectedModel.allOf(train(job("together", 1), stepsOf(1)));
        for (String name : MODELS) {
            String topic = "only-" + name;
            TestTopics.create(broker, topic, PARTITIONS);
            broker.produce(part(topic, 1).stream().filter(record -> isOf(name, record)).toList());
            InspectedModel alone =
                    InspectedModel.of(train(job(topic, 1), stepsOf(1), List.of(name)));
            assertThat(together.get(name).weightsDigest())
                    .as(name)
                    .isEqualTo(alone.weightsDigest());
        }
    }

    /** Trains until each model has come to a step, and returns the path of a savepoint. */
    private String train(StreamJob job, long step, List<String> models) throws Exception {
        Set<String> behind = new TreeSet<>(models);
        String metrics = job.configuration().get(KafkaOptions.TOPIC) + ".metrics";
        try (MetricsReader reports = new MetricsReader(broker.bootstrapServers(), metrics);
                StreamJob running = job.start()) {
            reports.await(
                    StepReport.class,
                    done -> {
                        if (done.step() == step) {
                            behind.remove(done.model());
                        }
                        return behind.isEmpty();
                    });
            reports.awaitAllTasks();
            return running.stop();
        }
    }

    private String train(StreamJob job, long step) throws Exception {
        return train(job, step, MODELS);
    }

    private StreamJob job(String topic, int parallelism) {
        StreamJob job = new StreamJob(broker.bootstrapServers(), topic, folder);
        job.configuration()
                .set(KafkaOptions.ORDER, RecordOrder.OFFSET)
                .set(SequenceOptions.KEY_BY, ModelKey.RECORD_KEY)
                .set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        return job;
    }

    private static long stepsOf(int parts) {
        return (long) parts * IMAGES_OF_A_PART / StreamJob.BATCH_SIZE;
    }

    private static boolean isOf(String model, ProducerRecord<byte[], byte[]> record) {
        return model.equals(new String(record.key(), UTF_8));
    }

    /** Images of each model in turn, and no image twice. */
    private static List<ProducerRecord<byte[], byte[]>> part(String topic, int number)
            throws Exception {
        int size = MODELS.size() * IMAGES_OF_A_PART;
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DatasetPass images =
                Datasets.open("textures:16").pass(new ImageOrder.Shuffled(number))) {
            for (int i = 0; i < size; i++) {
                byte[] model = MODELS.get(i / PARTITIONS % MODELS.size()).getBytes(UTF_8);
                byte[] image = images.next().orElseThrow().encoded();
                records.add(new ProducerRecord<>(topic, i % PARTITIONS, model, image));
            }
        }
        return records;
    }
}
