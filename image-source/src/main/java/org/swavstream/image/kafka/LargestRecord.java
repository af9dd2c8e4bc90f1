package org.swavstream.image.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The largest record that the brokers take for a topic. */
final class LargestRecord {

    /** What is assumed where this client may not ask; Kafka's own default is a little more. */
    static final long UNKNOWN = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(LargestRecord.class);

    private LargestRecord() {}

    /**
     * Asks the brokers.
     *
     * @param client properties of the client
     * @throws Exception if they do not answer
     */
    static long of(String topic, Map<String, Object> client) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(client)) {
            var settings = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            return Long.parseLong(settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException
                    || e.getCause() instanceof UnknownTopicOrPartitionException) {
                LOG.warn(
                        "max.message.bytes of topic '{}' is not for us to know ({}); {} are assumed",
                        topic,
                        e.getCause().getMessage(),
                        UNKNOWN);
                return UNKNOWN;
            }
            throw e;
        }
    }
}
