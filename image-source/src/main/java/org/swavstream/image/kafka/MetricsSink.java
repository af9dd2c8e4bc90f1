package org.swavstream.image.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The Kafka sink of training metrics. */
public final class MetricsSink {

    private MetricsSink() {}

    /** A sink that writes key and JSON in UTF-8. */
    public static KafkaSink<MetricRecord> of(SinkSettings settings) {
        String topic = settings.topic();
        return settings.sink(metric -> toKafka(metric, topic));
    }

    private static ProducerRecord<byte[], byte[]> toKafka(MetricRecord metric, String topic) {
        return new ProducerRecord<>(
                topic,
                metric.key().getBytes(StandardCharsets.UTF_8),
                metric.json().getBytes(StandardCharsets.UTF_8));
    }
}
