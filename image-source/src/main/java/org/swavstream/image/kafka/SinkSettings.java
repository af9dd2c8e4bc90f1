package org.swavstream.image.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where and how a sink writes.
 *
 * @param bootstrapServers brokers as {@code host:port[,host:port...]}
 * @param topic the topic to write to
 * @param guarantee {@code EXACTLY_ONCE} or {@code AT_LEAST_ONCE}
 * @param transactionalIdPrefix prefix of the transactions' ids: unique to the sink and the job on
 *     these brokers, and the same after every restart
 * @param transactionTimeout how long a transaction may be open before Kafka aborts it
 * @param clientProperties further properties of the Kafka producer; they may hold secrets, which
 *     {@link #toString()} hides
 */
public record SinkSettings(
        String bootstrapServers,
        String topic,
        DeliveryGuarantee guarantee,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        Map<String, String> clientProperties)
        implements Serializable {

    /** The largest record that a sink sends, unless a client property says otherwise. */
    public static final MemorySize LARGEST_REQUEST = MemorySize.ofMebiBytes(64);

    /** The properties of the client that the job reads itself. */
    private static final Set<String> SIZES =
            Set.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ProducerConfig.BUFFER_MEMORY_CONFIG);

    public SinkSettings {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(transactionalIdPrefix, "transactionalIdPrefix");
        Objects.requireNonNull(transactionTimeout, "transactionTimeout");
        clientProperties = Map.copyOf(clientProperties);
        if (guarantee == DeliveryGuarantee.NONE) {
            throw new IllegalArgumentException(
                    KafkaOptions.SINK_GUARANTEE.key()
                            + " is 'none', which loses records; set exactly-once or at-least-once");
        }
    }

    /**
     * What is wrong with client properties that a sink reads itself, or sets from an option: each
     * with its key.
     */
    public static List<String> problems(Map<String, String> clientProperties) {
        List<String> problems = new ArrayList<>();
        if (clientProperties.containsKey(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)) {
            // It would win over the option, and no rule for that one would hold.
            problems.add(
                    "%s%s is not for the job's sinks; set %s instead"
                            .formatted(
                                    KafkaOptions.CLIENT_PROPERTIES_PREFIX,
                                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                    KafkaOptions.TRANSACTION_TIMEOUT.key()));
        }
        ProducerConfig.configDef().validate(clientProperties).stream()
                .filter(property -> SIZES.contains(property.name()))
                .filter(property -> !property.errorMessages().isEmpty())
                .map(
                        property ->
                                KafkaOptions.CLIENT_PROPERTIES_PREFIX
                                        + property.name()
                                        + ": "
                                        + String.join("; ", property.errorMessages()))
                .forEach(problems::add);
        return problems;
    }

    /** A sink of records for the settings' topic. */
    <T> KafkaSink<T> sink(TopicSerializer<T> records) {
        return KafkaSink.<T>builder()
                .setBootstrapServers(bootstrapServers)
                .setKafkaProducerConfig(producerProperties())
                .setRecordSerializer(records)
                .setDeliveryGuarantee(guarantee)
                .setTransactionalIdPrefix(transactionalIdPrefix)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build();
    }

    /**
     * The largest record that producer and topic take, in bytes. It is asked for anew after every
     * restart, as the topic's limit may have been changed.
     *
     * @throws Exception if the brokers do not answer
     */
    long largestRecord() throws Exception {
        Map<String, Object> client = new HashMap<>(clientProperties);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        Properties producer = producerProperties();
        return LongStream.of(
                        LargestRecord.of(topic, client),
                        bytes(producer, ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                        bytes(producer, ProducerConfig.BUFFER_MEMORY_CONFIG))
                .min()
                .orElseThrow();
    }

    private static long bytes(Properties producer, String key) {
        return Long.parseLong(producer.getProperty(key).strip());
    }

    private Properties producerProperties() {
        Properties properties = new Properties();
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(transactionTimeout.toMillis()));
        properties.setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(LARGEST_REQUEST.getBytes()));
        properties.setProperty(
                ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(LARGEST_REQUEST.getBytes()));
        properties.putAll(clientProperties);
        return properties;
    }

    @Override
    public String toString() {
        return "topic %s on %s, %s, transactional id prefix %s, client properties %s"
                .formatted(
                        topic,
                        bootstrapServers,
                        guarantee,
                        transactionalIdPrefix,
                        Secrets.shown(clientProperties));
    }
}
