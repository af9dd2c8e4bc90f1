package org.swavstream.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;

/** A topic of two partitions: ten records in the first, a second apart, and none in the other. */
@ExtendWith(SharedBroker.class)
class RangeLookupTest {

    private static final long START = 1_790_000_000_000L;

    private Broker broker;
    private Admin admin;
    private String topic;

    @BeforeEach
    void publish(Broker shared, TestInfo test) throws Exception {
        broker = shared;
        topic = "range-" + test.getDisplayName().replaceAll("[^A-Za-z0-9]", "-");
        broker.createTopic(topic, 2);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            byte[] value = ("image " + i).getBytes(StandardCharsets.UTF_8);
            records.add(new ProducerRecord<>(topic, 0, START + i * 1000L, null, value));
        }
        broker.produce(records);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void everyKindOfLimitIsFound() throws Exception {
        broker.commit("some", topic, 6);
        broker.commit("some", topic, 1, 0);
        assertThat(range("earliest", "latest")).isEqualTo("0:0-10,1:0-0");
        assertThat(range("0:2,1:0", "0:5,1:0")).isEqualTo("0:2-5,1:0-0");
        // Offsets of records at 3 s and 7.5 s; the same moments in another time zone.
        assertThat(range("2026-09-21T14:13:23Z", "2026-09-21T16:13:27.500+02:00"))
                .isEqualTo("0:3-8,1:0-0");
        assertThat(range("2030-01-01T00:00:00Z", "latest")).isEqualTo("0:10-10,1:0-0");
        assertThat(range("group:some", "latest")).isEqualTo("0:6-10,1:0-0");
    }

    /** What it holds is read only once it is committed. */
    @Test
    void theLatestLiesBeforeAnOpenTransaction() throws Exception {
        try (var open = broker.transaction(topic)) {
            open.send(new ProducerRecord<>(topic, 0, null, new byte[0])).get();
            assertThat(range("earliest", "latest")).isEqualTo("0:0-10,1:0-0");
        }
    }

    @Test
    void whatIsLostToRetentionIsNamed() throws Exception {
        broker.deleteBefore(topic, 4);
        assertThat(range("earliest", "latest")).isEqualTo("0:4-10,1:0-0");
        assertThatThrownBy(() -> range("0:1,1:0", "latest"))
                .hasMessageContaining("partition 0: the offsets 1 to 3, of records or only of ")
                .hasMessageContaining("are lost to retention, Kafka's oldest is 4;");
    }

    @Test
    void everyPartitionThatCannotBeReadIsTold() {
        assertThatThrownBy(() -> range("0:5", "0:3,1:7,2:0"))
                .hasMessageContaining("partition 1: the start has no offset for it")
                .hasMessageContaining("partition 2: the end names it, but the last partition is 1")
                .hasMessageContaining("partition 0: the end 3 lies before the start 5");
        assertThatThrownBy(() -> range("earliest", "0:3,1:7"))
                .hasMessageContaining("partition 1: the end 7 lies behind the last record");
        assertThatThrownBy(() -> range("group:nobody", "latest"))
                .hasMessageContaining("partition 0: group nobody has no offset for it");
    }

    /** One that was added since it was saved. */
    @Test
    void aPartitionThatAJobDoesNotKnowIsLeftOut() throws Exception {
        broker.commit("known", topic, 8);
        Map<Integer, Long> saved = Map.of(0, 5L);
        assertThat(range(saved, "latest")).isEqualTo("0:5-10");
        assertThat(range(saved, "0:7")).isEqualTo("0:5-7");
        assertThat(range(saved, "0:7,1:0")).isEqualTo("0:5-7");
        assertThat(range(saved, "group:known")).isEqualTo("0:5-8");
        assertThat(RangeLookup.of(admin, topic).addedTo(saved.keySet())).containsExactly(1);
    }

    /** One that was saved before its source had found a partition. */
    @Test
    void aJobThatHasReadNothingHasNoPlaceToGoOn() {
        assertThatThrownBy(() -> range(Map.of(), "latest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        "had read nothing yet; begin anew without --resume and --from-savepoint,"
                                + " or, to keep its models, with --restart-source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "newest", "0:1,x", "0:1,0:2", "2026-01-31", "group:"})
    void whatIsNoLimitIsRefused(String text) {
        assertThatThrownBy(() -> RangeBound.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'");
    }

    private String range(String from, String to) {
        return RangeLookup.of(admin, topic)
                .between(RangeBound.parse(from), RangeBound.parse(to))
                .text();
    }

    private String range(Map<Integer, Long> saved, String to) {
        return RangeLookup.of(admin, topic).between(saved, RangeBound.parse(to)).text();
    }
}
