package org.swavstream.tests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of one partition on a broker outside of this JVM. */
record KafkaTopic(String bootstrapServers, String name) {

    static KafkaTopic create(String bootstrapServers, String name) throws Exception {
        KafkaTopic topic = new KafkaTopic(bootstrapServers, name);
        try (Admin admin = Admin.create(topic.client())) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
        return topic;
    }

    void produce(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(client(), bytes, bytes)) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    /** All committed records. */
    List<ConsumerRecord<byte[], byte[]>> committed() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition()));
            consumer.seekToBeginning(List.of(partition()));
            long end = consumer.endOffsets(List.of(partition())).get(partition());
            while (consumer.position(partition()) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    private Consumer<byte[], byte[]> consumer() {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(client(), bytes, bytes);
    }

    private TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    }
}
