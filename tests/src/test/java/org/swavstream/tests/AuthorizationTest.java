package org.swavstream.tests;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.kafka.KafkaOptions;

/** A broker that allows nothing but what docs/operations.md asks for. */
final class AuthorizationTest {

    private static final String TOPIC = "images";
    private static final int IMAGES = 100;

    @TempDir private Path folder;

    private Broker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = Broker.withAuthorization();
        broker.createTopic(TOPIC, 1);
        TestTopics.publish(broker, TOPIC, IMAGES, "key");
        broker.grant(topic(TOPIC), READ);
        broker.grant(topic(TOPIC + ".metrics"), READ, WRITE);
        broker.grant(topic(TOPIC + ".dead-letter"), READ, WRITE);
        broker.grant(group(), READ);
        broker.grant(transactions(), WRITE);
    }

    @AfterEach
    void stopBroker() throws Exception {
        broker.close();
    }

    /** Nor the one to ask for their limits: one is assumed then. */
    @Test
    void topicsThatAreThereNeedNoRightToCreateThem() throws Exception {
        broker.createTopic(TOPIC + ".metrics", 1);
        broker.createTopic(TOPIC + ".dead-letter", 1);
        assertThat(replay()).contains("Savepoint: ");
        assertThat(broker.read(TOPIC + ".metrics")).isNotEmpty();
    }

    @Test
    void topicsThatAreNotThereAreCreated() throws Exception {
        broker.grant(topic(TOPIC + ".metrics"), CREATE);
        broker.grant(topic(TOPIC + ".dead-letter"), CREATE, DESCRIBE_CONFIGS);
        assertThat(replay()).contains("Savepoint: ");
    }

    @Test
    void withoutTheRightTheTopicIsNamed() throws Exception {
        assertThat(replay())
                .startsWith("swav-stream: there is no topic 'images.dead-letter' at ")
                .contains("grant the principal CREATE and WRITE on it");
    }

    private String replay() throws Exception {
        StreamJob job = new StreamJob(broker.bootstrapServers(), TOPIC, folder);
        Broker.credentialsOfUser()
                .forEach(
                        (key, value) ->
                                job.configuration()
                                        .setString(
                                                KafkaOptions.CLIENT_PROPERTIES_PREFIX + key,
                                                value));
        return new CommandLine(job, folder).run("replay");
    }

    private static ResourcePattern topic(String name) {
        return new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
    }

    private static ResourcePattern group() {
        return new ResourcePattern(
                ResourceType.GROUP, TOPIC + "-group-replay", PatternType.LITERAL);
    }

    private static ResourcePattern transactions() {
        return new ResourcePattern(
                ResourceType.TRANSACTIONAL_ID, TOPIC + "-group", PatternType.PREFIXED);
    }
}
