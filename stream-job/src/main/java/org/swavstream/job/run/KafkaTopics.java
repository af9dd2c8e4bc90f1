package org.swavstream.job.run;

import static org.apache.kafka.clients.admin.AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.admin.AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.RangeBound;
import org.swavstream.image.kafka.RangeLookup;
import org.swavstream.image.kafka.SinkSettings;
import org.swavstream.image.kafka.StartingOffsets;
import org.swavstream.job.console.CommandException;
import org.swavstream.job.recovery.SourceStart;

/** Looks at, and makes, the topics of a run before it starts. It owns its admin client. */
public final class KafkaTopics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";
    private static final Duration DEFAULT_API_TIMEOUT = Duration.ofSeconds(10);

    private final String bootstrapServers;
    private final Admin admin;
    private final int apiTimeoutMillis;

    /**
     * @param clientProperties handed to the admin client, for instance for TLS
     */
    public KafkaTopics(String bootstrapServers, Map<String, String> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        setTimeouts(properties);
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(properties);
        this.apiTimeoutMillis =
                new AdminClientConfig(properties).getInt(DEFAULT_API_TIMEOUT_MS_CONFIG);
    }

    /**
     * Sets the timeouts that the user left to us. One request may take half as long as all attempts
     * together, which Kafka wants to be no shorter.
     */
    private static void setTimeouts(Map<String, Object> properties) {
        AdminClientConfig given = new AdminClientConfig(properties);
        int apiTimeout = Math.toIntExact(DEFAULT_API_TIMEOUT.toMillis());
        if (properties.containsKey(REQUEST_TIMEOUT_MS_CONFIG)) {
            apiTimeout = Math.max(apiTimeout, given.getInt(REQUEST_TIMEOUT_MS_CONFIG));
        }
        if (properties.putIfAbsent(DEFAULT_API_TIMEOUT_MS_CONFIG, apiTimeout) != null) {
            apiTimeout = given.getInt(DEFAULT_API_TIMEOUT_MS_CONFIG);
        }
        properties.putIfAbsent(REQUEST_TIMEOUT_MS_CONFIG, apiTimeout / 2);
    }

    /**
     * Makes the topics that the job writes to, where they are missing.
     *
     * @param configuration of the job
     * @throws CommandException if the topic with the images does not exist, no broker answers, the
     *     job is to begin where its group is and that is nowhere, or the brokers do not allow the
     *     job's transactions
     */
    public static void prepare(Configuration configuration) {
        String images = configuration.get(KafkaOptions.TOPIC);
        try (KafkaTopics topics =
                new KafkaTopics(
                        configuration.get(KafkaOptions.BOOTSTRAP_SERVERS),
                        KafkaOptions.clientProperties(configuration))) {
            topics.require(images);
            if (beginsWhereItsGroupIs(configuration)) {
                topics.requireCommitted(images, configuration.get(KafkaOptions.GROUP_ID));
            }
            topics.createDeadLettersIfMissing(KafkaOptions.deadLetterTopic(configuration), images);
            topics.createIfMissing(KafkaOptions.metricsTopic(configuration));
            if (configuration.get(KafkaOptions.SINK_GUARANTEE) == DeliveryGuarantee.EXACTLY_ONCE) {
                topics.requireTransactions(configuration.get(KafkaOptions.TRANSACTION_TIMEOUT));
            }
        }
    }

    private static boolean beginsWhereItsGroupIs(Configuration configuration) {
        return configuration.get(KafkaOptions.STARTING_OFFSETS) == StartingOffsets.COMMITTED
                && !configuration.contains(KafkaOptions.RANGE)
                && (!configuration.contains(StateRecoveryOptions.SAVEPOINT_PATH)
                        || configuration.get(SourceStart.RESTART));
    }

    private void requireCommitted(String topic, String group) {
        try {
            lookUp(topic).between(new RangeBound.Committed(group), new RangeBound.Latest());
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    "%s is committed, but %s; begin at earliest or latest"
                            .formatted(KafkaOptions.STARTING_OFFSETS.key(), e.getMessage()),
                    e);
        }
    }

    /**
     * Throws unless {@code topic} exists.
     *
     * @throws CommandException that names the topic, or the broker if it does not answer
     */
    public void require(String topic) {
        try {
            await(admin.describeTopics(List.of(topic)).allTopicNames());
        } catch (UnknownTopicOrPartitionException e) {
            throw new CommandException(
                    "topic '%s' does not exist at %s; create it, publish to it with --create-topic,"
                                    .formatted(topic, bootstrapServers)
                            + " or check kafka.topic",
                    e);
        }
    }

    /** The offsets that {@code topic}, which must exist, has now. */
    public RangeLookup lookUp(String topic) {
        return RangeLookup.of(admin, topic);
    }

    /**
     * Creates {@code topic}, at a broker that needs no client properties, with one partition where
     * it is not there.
     */
    public static void createIfMissing(String bootstrapServers, String topic) {
        try (KafkaTopics topics = new KafkaTopics(bootstrapServers, Map.of())) {
            topics.createIfMissing(topic);
        }
    }

    private void createIfMissing(String topic) {
        create(new NewTopic(topic, 1, (short) -1));
    }

    /**
     * As {@link #createIfMissing(String)}, with records allowed that are as large as the sink sends
     * any: a dead letter is larger than its record, and that may have been compressed. Where the
     * brokers refuse such a topic, it gets the limit of {@code images}.
     */
    private void createDeadLettersIfMissing(String topic, String images) {
        try {
            create(
                    withMaxMessageBytes(
                            topic, Long.toString(SinkSettings.LARGEST_REQUEST.getBytes())));
        } catch (PolicyViolationException | InvalidConfigurationException e) {
            LOG.info("topic '{}' gets the limit of '{}'", topic, images, e);
            create(withMaxMessageBytes(topic, maxMessageBytes(images)));
        }
    }

    private static NewTopic withMaxMessageBytes(String topic, String bytes) {
        return new NewTopic(topic, 1, (short) -1)
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes));
    }

    private String maxMessageBytes(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var settings = await(admin.describeConfigs(List.of(resource)).all()).get(resource);
        return settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
    }

    /**
     * Throws if the brokers do not allow transactions to be open for that long. Where this client
     * may not ask, the job finds it out.
     *
     * @throws CommandException that names both timeouts
     */
    private void requireTransactions(Duration timeout) {
        int broker = await(admin.describeCluster().nodes()).iterator().next().id();
        var resource = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker));
        try {
            var allowed =
                    await(admin.describeConfigs(List.of(resource)).all())
                            .get(resource)
                            .get(MAX_TRANSACTION_TIMEOUT);
            if (allowed != null && Long.parseLong(allowed.value()) < timeout.toMillis()) {
                throw new CommandException(
                        ("%s is %d ms, but the brokers at %s allow %s ms (%s); lower it, raise"
                                        + " that, or set %s: at-least-once")
                                .formatted(
                                        KafkaOptions.TRANSACTION_TIMEOUT.key(),
                                        timeout.toMillis(),
                                        bootstrapServers,
                                        allowed.value(),
                                        MAX_TRANSACTION_TIMEOUT,
                                        KafkaOptions.SINK_GUARANTEE.key()));
            }
        } catch (AuthorizationException e) {
            LOG.info("not authorised to read {}; check skipped", MAX_TRANSACTION_TIMEOUT, e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private void create(NewTopic topic) {
        try {
            await(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // As it should be. Asking first would leave a gap in which another can create it.
            return;
        } catch (AuthorizationException e) {
            // Kafka says so of a topic that exists, too.
            if (!exists(topic.name())) {
                throw new CommandException(
                        ("there is no topic '%s' at %s that this principal may use, nor may it"
                                        + " create it; create it, or grant the principal CREATE"
                                        + " and WRITE on it")
                                .formatted(topic.name(), bootstrapServers),
                        e);
            }
        }
    }

    private boolean exists(String topic) {
        try {
            await(admin.describeTopics(List.of(topic)).allTopicNames());
            return true;
        } catch (UnknownTopicOrPartitionException | AuthorizationException e) {
            return false;
        }
    }

    private <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw translate(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while Kafka was asked", e);
        }
    }

    private RuntimeException translate(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new CommandException(
                    "no Kafka broker answers at %s within %s s; check that it runs, the address, and kafka.properties.security.protocol"
                            .formatted(
                                    bootstrapServers,
                                    BigDecimal.valueOf(apiTimeoutMillis, 3)
                                            .stripTrailingZeros()
                                            .toPlainString()),
                    cause);
        }
        return cause instanceof RuntimeException known
                ? known
                : new CommandException(cause.getMessage(), cause);
    }
}
