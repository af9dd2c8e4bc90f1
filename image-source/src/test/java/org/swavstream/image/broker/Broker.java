package org.swavstream.image.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A real Kafka broker in this JVM, and what tests do with it. */
public final class Broker implements AutoCloseable {

    private final KafkaClusterTestKit kafka;

    Broker() throws Exception {
        TestKitNodes nodes =
                new TestKitNodes.Builder()
                        .setCombined(true)
                        .setNumBrokerNodes(1)
                        .setNumControllerNodes(1)
                        .build();
        this.kafka =
                new KafkaClusterTestKit.Builder(nodes)
                        .setConfigProp("offsets.topic.replication.factor", "1")
                        .setConfigProp("offsets.topic.num.partitions", "1")
                        .setConfigProp("transaction.state.log.replication.factor", "1")
                        .setConfigProp("transaction.state.log.min.isr", "1")
                        .setConfigProp("transaction.state.log.num.partitions", "1")
                        .setConfigProp("group.initial.rebalance.delay.ms", "0")
                        .setConfigProp("auto.create.topics.enable", "false")
                        .build();
        kafka.format();
        kafka.startup();
        kafka.waitForReadyBrokers();
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public void createTopic(String topic, int partitions) throws Exception {
        createTopic(topic, partitions, Map.of());
    }

    public void createTopic(String topic, int partitions, Map<String, String> configuration)
            throws Exception {
        try (Admin admin = admin()) {
            NewTopic created = new NewTopic(topic, partitions, (short) 1).configs(configuration);
            admin.createTopics(List.of(created)).all().get();
        }
    }

    public void addPartitions(String topic, int total) throws Exception {
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total))).all().get();
        }
    }

    /** Deletes the records of partition 0 before an offset, as retention does. */
    public void deleteBefore(String topic, long offset) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteRecords(
                            Map.of(
                                    new TopicPartition(topic, 0),
                                    RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    /** Commits an offset of partition 0 for a group. */
    public void commit(String group, String topic, long offset) throws Exception {
        commit(group, topic, 0, offset);
    }

    /** Commits an offset for a group. */
    public void commit(String group, String topic, int partition, long offset) throws Exception {
        var committed = Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset));
        try (Admin admin = admin()) {
            admin.alterConsumerGroupOffsets(group, committed).all().get();
        }
    }

    public void produce(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(client(), bytes, bytes)) {
            for (ProducerRecord<byte[], byte[]> written : records) {
                producer.send(written).get();
            }
        }
    }

    /** A producer with an open transaction, which nobody ends. */
    public Producer<byte[], byte[]> transaction(String id) {
        Map<String, Object> properties = new HashMap<>(client());
        properties.put("transactional.id", id);
        ByteArraySerializer bytes = new ByteArraySerializer();
        Producer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes);
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    /** All committed records of a topic, partition after partition. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(client(), bytes, bytes)) {
            int partitions = consumer.partitionsFor(topic).size();
            for (TopicPartition partition : partitions(topic, partitions)) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
                }
            }
        }
        return records;
    }

    private static List<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic, p)).toList();
    }

    private Admin admin() {
        return Admin.create(client());
    }

    private Map<String, Object> client() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "isolation.level",
                "read_committed",
                "fetch.max.wait.ms",
                10);
    }

    @Override
    public void close() throws IOException {
        try {
            kafka.close();
        } catch (Exception e) {
            throw new IOException("the test's Kafka broker does not stop", e);
        }
    }
}
