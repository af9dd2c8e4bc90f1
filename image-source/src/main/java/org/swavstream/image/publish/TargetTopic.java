package org.swavstream.image.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks up the topic before anything is published, so that a wrong address shows in seconds. */
final class TargetTopic {

    private final PublishTarget target;
    private final Duration patience;

    /**
     * @param patience how long a broker may take to answer
     */
    TargetTopic(PublishTarget target, Duration patience) {
        this.target = target;
        this.patience = patience;
    }

    /**
     * Number of partitions of the topic, which is created where it is absent and that was asked
     * for.
     *
     * @throws PublishException if no broker answers or there is no such topic
     */
    int partitions() throws PublishException {
        Admin admin = connect();
        try {
            return partitions(admin);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private Admin connect() throws PublishException {
        Map<String, Object> properties = new HashMap<>(target.clientProperties());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
        properties.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(patience.toMillis()));
        properties.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(patience.toMillis() / 2));
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw failure("cannot connect", PublishException.reason(e));
        }
    }

    private int partitions(Admin admin) throws PublishException {
        try {
            return describe(admin);
        } catch (ExecutionException e) {
            boolean absent = e.getCause() instanceof UnknownTopicOrPartitionException;
            if (absent && target.partitionsIfAbsent().isPresent()) {
                return create(admin, target.partitionsIfAbsent().getAsInt());
            }
            throw absent ? missing(e.getCause()) : failure("cannot look it up", e.getCause());
        }
    }

    private int describe(Admin admin) throws ExecutionException, PublishException {
        String topic = target.topic();
        return get(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .size();
    }

    private int create(Admin admin, int partitions) throws PublishException {
        NewTopic topic = new NewTopic(target.topic(), Optional.of(partitions), Optional.empty());
        try {
            // Not what Kafka answers: it tells settings, of which these are, only with a right to
            // them.
            get(admin.createTopics(List.of(topic)).all());
            return partitions;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                throw failure("another client has just created it; try again", e.getCause());
            }
            throw failure("cannot create it", e.getCause());
        }
    }

    private <T> T get(KafkaFuture<T> answer) throws ExecutionException, PublishException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted", e);
        }
    }

    private PublishException missing(Throwable cause) {
        return new PublishException(
                "topic %s does not exist on %s; create it, or add --create-topic"
                        .formatted(target.topic(), target.bootstrapServers()),
                cause);
    }

    private PublishException failure(String what, Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new PublishException(
                    "no Kafka broker answers at %s within %d s; check that it runs, the address, and -P security.protocol"
                            .formatted(target.bootstrapServers(), patience.toSeconds()),
                    cause);
        }
        return new PublishException(
                "topic %s on %s: %s: %s"
                        .formatted(
                                target.topic(),
                                target.bootstrapServers(),
                                what,
                                cause.getMessage()),
                cause);
    }
}
