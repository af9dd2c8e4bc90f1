package org.swavstream.image.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The Kafka sink of training metrics. */
public final class MetricsSink {

    private MetricsSink() {}

    /** A sink that writes key and JSON in UTF-8. */
    public static KafkaSink<MetricRecord> of(SinkSettings settings) {
        return settings.sink(new Records(settings.topic()));
    }

    private static final class Records extends TopicSerializer<MetricRecord> {

        private static final long serialVersionUID = 1L;

        Records(String topic) {
            super(topic);
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                MetricRecord metric, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(
                    topic(),
                    metric.key().getBytes(StandardCharsets.UTF_8),
                    metric.json().getBytes(StandardCharsets.UTF_8));
        }
    }
}
