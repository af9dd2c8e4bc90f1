package org.swavstream.image.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** Options of the topics that the job reads and writes. */
public final class KafkaOptions {

    /** Prefix of properties that are handed to every Kafka client without it. */
    public static final String CLIENT_PROPERTIES_PREFIX = "kafka.properties.";

    public static final ConfigOption<String> BOOTSTRAP_SERVERS =
            ConfigOptions.key("kafka.bootstrap-servers")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Kafka brokers to connect to first, as host:port[,host:port...]."
                                    + " Required.");

    public static final ConfigOption<String> TOPIC =
            ConfigOptions.key("kafka.topic")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Topic with the images. It must exist. Required.");

    public static final ConfigOption<String> GROUP_ID =
            ConfigOptions.key("kafka.group-id")
                    .stringType()
                    .defaultValue("swav-stream")
                    .withDescription(
                            "Consumer group to which the job commits its offsets at each"
                                    + " checkpoint, so that Kafka's tools show its lag. It also names"
                                    + " the job's transactions: no other job may have the same"
                                    + " group and topic, joined by '-' (group 'a-b' with topic 'c'"
                                    + " and group 'a' with topic 'b-c' are the same).");

    public static final ConfigOption<StartingOffsets> STARTING_OFFSETS =
            ConfigOptions.key("kafka.starting-offsets")
                    .enumType(StartingOffsets.class)
                    .defaultValue(StartingOffsets.EARLIEST)
                    .withDescription(
                            "Where a job without state begins to read: 'earliest', 'latest' or"
                                    + " 'committed' (by the consumer group; the start fails where"
                                    + " it committed nothing). A restored job goes on at the"
                                    + " offsets in its state, and fails if Kafka has lost them.");

    public static final ConfigOption<RecordOrder> ORDER =
            ConfigOptions.key("order")
                    .enumType(RecordOrder.class)
                    .defaultValue(RecordOrder.ARRIVAL)
                    .withDescription(
                            "Order in which the records of several partitions are trained on."
                                    + " 'arrival': as they come. 'offset': by offset, then by"
                                    + " partition, so that equal topics give equal models; one"
                                    + " subtask reads, a partition without new records holds the"
                                    + " others back, and partitions cannot be added. 'replay' takes"
                                    + " 'offset' unless this is set.");

    public static final ConfigOption<MemorySize> ORDERING_BUFFER =
            ConfigOptions.key("kafka.ordering-buffer")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(512))
                    .withDescription(
                            "Limit of the encoded images that wait for their turn where order ="
                                    + " offset, 1 mb to 64 gb. No partition is read further ahead"
                                    + " than 4 MiB or its part of half the limit, whichever is less. The job fails"
                                    + " where the limit is too small for one fetch of each"
                                    + " partition.");

    public static final ConfigOption<String> RANGE =
            ConfigOptions.key("kafka.range")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Offsets to read, as PARTITION:FROM-TO[,PARTITION:FROM-TO...]; TO is not"
                                    + " read. At its end the job waits to be stopped with a"
                                    + " savepoint. Set by 'replay', which does that. By default all"
                                    + " partitions are read without an end.");

    public static final ConfigOption<String> DEAD_LETTER_TOPIC =
            ConfigOptions.key("kafka.dead-letter-topic")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Topic for records that cannot be used, with their original key, value"
                                    + " and headers and with reason, topic, partition and offset as"
                                    + " headers. Of a record that is larger than its"
                                    + " max.message.bytes, the value is left out. By default the"
                                    + " name of the topic with the images followed by"
                                    + " '.dead-letter'.");

    public static final ConfigOption<String> METRICS_TOPIC =
            ConfigOptions.key("kafka.metrics-topic")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Topic for the metrics of training, one JSON object a record. By"
                                    + " default the name of the topic with the images followed by"
                                    + " '.metrics'.");

    public static final ConfigOption<DeliveryGuarantee> SINK_GUARANTEE =
            ConfigOptions.key("sinks.guarantee")
                    .enumType(DeliveryGuarantee.class)
                    .defaultValue(DeliveryGuarantee.EXACTLY_ONCE)
                    .withDescription(
                            "'exactly-once': dead letters and metrics are written in transactions"
                                    + " and become visible, to readers with isolation.level ="
                                    + " read_committed, when a checkpoint completes."
                                    + " 'at-least-once': for brokers without transactions. They are"
                                    + " visible at once, and some are written twice after a failure;"
                                    + " copies have equal keys.");

    public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
            ConfigOptions.key("sinks.transaction-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(15))
                    .withDescription(
                            "How long the job may be down, 10 s to 7 d, before Kafka gives up what"
                                    + " the last checkpoint has written but not committed, which is"
                                    + " then lost. At least (1 +"
                                    + " execution.checkpointing.tolerable-failed-checkpoints) x"
                                    + " (.interval, or .min-pause if that is longer, +"
                                    + " .timeout), at most the broker's"
                                    + " transaction.max.timeout.ms (15 min unless it was raised).");

    private KafkaOptions() {}

    /** The topic for dead letters, by default derived from {@link #TOPIC}. */
    public static String deadLetterTopic(ReadableConfig configuration) {
        return configuration
                .getOptional(DEAD_LETTER_TOPIC)
                .orElseGet(() -> required(configuration, TOPIC) + ".dead-letter");
    }

    /** The topic for metrics, by default derived from {@link #TOPIC}. */
    public static String metricsTopic(ReadableConfig configuration) {
        return configuration
                .getOptional(METRICS_TOPIC)
                .orElseGet(() -> required(configuration, TOPIC) + ".metrics");
    }

    /** All {@code kafka.properties.*} without that prefix, in the order of their names. */
    public static Map<String, String> clientProperties(Configuration configuration) {
        Map<String, String> properties = new TreeMap<>();
        configuration
                .toMap()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(CLIENT_PROPERTIES_PREFIX)) {
                                properties.put(
                                        key.substring(CLIENT_PROPERTIES_PREFIX.length()), value);
                            }
                        });
        return properties;
    }

    /**
     * The value of an option that has no default.
     *
     * @throws IllegalArgumentException if it is not set; the message begins with its key
     */
    public static <T> T required(ReadableConfig configuration, ConfigOption<T> option) {
        return configuration
                .getOptional(option)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        option.key() + " is not set; set it with -D or in a file"));
    }
}
