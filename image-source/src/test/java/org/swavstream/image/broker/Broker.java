package org.swavstream.image.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.JaasUtils;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A real Kafka broker in this JVM, and what tests do with it. */
public final class Broker implements AutoCloseable {

    /** A user of {@link #withAuthorization}, who has no rights but those that are granted. */
    public static final String USER = JaasUtils.KAFKA_PLAIN_USER1;

    private final KafkaClusterTestKit kafka;
    private final Map<String, String> credentials;

    Broker() throws Exception {
        this(SecurityProtocol.PLAINTEXT, Map.of());
    }

    /** A broker that knows its users by their passwords, and what each of them may do. */
    public static Broker withAuthorization() throws Exception {
        return new Broker(
                SecurityProtocol.SASL_PLAINTEXT,
                credentials(JaasUtils.KAFKA_PLAIN_ADMIN, JaasUtils.KAFKA_PLAIN_ADMIN_PASSWORD));
    }

    private Broker(SecurityProtocol protocol, Map<String, String> credentials) throws Exception {
        this.credentials = credentials;
        TestKitNodes nodes =
                new TestKitNodes.Builder()
                        .setBrokerSecurityProtocol(protocol)
                        .setControllerSecurityProtocol(protocol)
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

    /** Properties of a client that is {@link #USER}. */
    public static Map<String, String> credentialsOfUser() {
        return credentials(USER, JaasUtils.KAFKA_PLAIN_USER1_PASSWORD);
    }

    private static Map<String, String> credentials(String user, String password) {
        return Map.of(
                "security.protocol",
                SecurityProtocol.SASL_PLAINTEXT.name,
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "%s required username=\"%s\" password=\"%s\";"
                        .formatted(PlainLoginModule.class.getName(), user, password));
    }

    /** Properties of a client that may do everything. */
    public Map<String, String> credentials() {
        return credentials;
    }

    /** Lets {@link #USER} do something with whatever {@code resources} matches. */
    public void grant(ResourcePattern resources, AclOperation... operations) throws Exception {
        List<AclBinding> rights =
                Arrays.stream(operations)
                        .map(
                                operation ->
                                        new AccessControlEntry(
                                                "User:" + USER,
                                                "*",
                                                operation,
                                                AclPermissionType.ALLOW))
                        .map(entry -> new AclBinding(resources, entry))
                        .toList();
        try (Admin admin = admin()) {
            admin.createAcls(rights).all().get();
        }
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

    /** The offset of partition 0 that a group has committed; -1 without any. */
    public long committed(String group, String topic) throws Exception {
        try (Admin admin = admin()) {
            OffsetAndMetadata committed =
                    admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(new TopicPartition(topic, 0));
            return committed == null ? -1 : committed.offset();
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
        Map<String, Object> properties = new HashMap<>(credentials);
        properties.put("bootstrap.servers", bootstrapServers());
        properties.put("isolation.level", "read_committed");
        properties.put("fetch.max.wait.ms", 10);
        return properties;
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
