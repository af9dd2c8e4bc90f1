package org.swavstream.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.StartingOffsets;
import org.swavstream.job.broker.KafkaBroker;
import org.swavstream.job.console.CommandException;
import org.swavstream.job.recovery.SourceStart;

class KafkaTopicsTest {

    private static final String LIMIT = "max.message.bytes";

    @TempDir private Path folder;

    private KafkaBroker broker;
    private Admin admin;

    @BeforeEach
    void startBroker() throws Exception {
        broker = KafkaBroker.start(folder, folder.resolve("kafka.log"));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterEach
    void stopBroker() {
        admin.close();
        broker.close();
    }

    /** Larger than the images: headers come to them, and they may have been compressed. */
    @Test
    void theTopicOfDeadLettersTakesTheLargestThatIsSentUnlessItIsThereAlready() throws Exception {
        create("new");
        create("old");
        create("old.dead-letter");

        prepare("new");
        prepare("old");

        assertThat(limit("new.dead-letter")).isEqualTo("67108864");
        assertThat(limit("old.dead-letter")).isEqualTo("100000");
    }

    @Test
    void aSourceThatBeginsWhereItsGroupIsNeedsThatAlsoBesideASavepoint() throws Exception {
        create("begun");
        Configuration goesOn =
                settings("begun")
                        .set(KafkaOptions.STARTING_OFFSETS, StartingOffsets.COMMITTED)
                        .set(StateRecoveryOptions.SAVEPOINT_PATH, "savepoint");
        Configuration restarts = new Configuration(goesOn).set(SourceStart.RESTART, true);

        assertThatCode(() -> KafkaTopics.prepare(goesOn)).doesNotThrowAnyException();
        assertThatThrownBy(() -> KafkaTopics.prepare(restarts))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("kafka.starting-offsets is committed, but topic begun")
                .hasMessageContaining("group swav-stream has no offset");
    }

    private void create(String topic) throws Exception {
        NewTopic limited = new NewTopic(topic, 1, (short) 1).configs(Map.of(LIMIT, "100000"));
        admin.createTopics(List.of(limited)).all().get();
    }

    private void prepare(String topic) {
        KafkaTopics.prepare(settings(topic));
    }

    private Configuration settings(String topic) {
        return new Configuration()
                .set(KafkaOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers())
                .set(KafkaOptions.TOPIC, topic);
    }

    private String limit(String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var settings = admin.describeConfigs(List.of(resource)).all().get();
        return settings.get(resource).get(LIMIT).value();
    }
}
