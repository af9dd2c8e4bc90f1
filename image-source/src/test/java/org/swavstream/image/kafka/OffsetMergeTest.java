package org.swavstream.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.configuration.MemorySize;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Reads a topic of partitions with gaps, one of them ten times longer than another, one empty. */
class OffsetMergeTest {

    private static final String TOPIC = "images";
    private static final List<Integer> LENGTHS = List.of(40, 400, 0, 90);
    private static final byte[] VALUE = new byte[100];

    /** What a record with that value takes in memory. */
    private static final long SIZE = 256L + VALUE.length;

    private static final MemorySize ROOM = MemorySize.ofMebiBytes(64);

    @Test
    void everyInterleavingOfThePartitionsComesOutInTheSameOrder() {
        List<String> expected = drainedAtOnce();
        for (int seed = 0; seed < 200; seed++) {
            assertThat(read(new Random(seed), Map.of(), Integer.MAX_VALUE))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void whereverItIsRestoredTheRestIsTheSame() {
        List<String> expected = drainedAtOnce();
        for (int emitted = 0; emitted <= expected.size(); emitted++) {
            Random random = new Random(emitted);
            List<String> before = read(random, Map.of(), emitted);
            Map<Integer, Long> offsets = new HashMap<>();
            for (String record : before) {
                String[] parts = record.split("@", -1);
                offsets.put(Integer.valueOf(parts[0]), Long.parseLong(parts[1]) + 1);
            }
            List<String> all = new ArrayList<>(before);
            all.addAll(read(random, offsets, Integer.MAX_VALUE));
            assertThat(all).as("restored after %d records", emitted).isEqualTo(expected);
        }
    }

    @Test
    void aPartitionWithoutRecordsHoldsTheOthersBack() {
        OffsetMerge merge = new OffsetMerge(ROOM);
        merge.open(List.of(partition(0), partition(1)));
        merge.add(record(0, 5));
        merge.add(record(0, 6));
        assertThat(merge.drain()).isEmpty();
        merge.add(record(1, 6));
        assertThat(names(merge.drain())).containsExactly("0@5", "0@6");
        merge.add(new RangeEnd(partition(0), 7));
        assertThat(names(merge.drain())).containsExactly("1@6");
    }

    @Test
    void theOneThatIsWaitedForIsNeverFull() {
        OffsetMerge merge = new OffsetMerge(new MemorySize(4 * SIZE));
        merge.open(List.of(partition(0), partition(1)));
        assertThat(merge.full()).isEmpty();
        merge.add(record(0, 0));
        assertThat(merge.drain()).isEmpty();
        assertThat(merge.full()).containsExactly(partition(0));
        merge.add(record(1, 0));
        assertThat(names(merge.drain())).containsExactly("0@0");
        assertThat(merge.full()).containsExactly(partition(1));
    }

    @Test
    void whatWaitsBeyondTheLimitIsAnErrorThatNamesIt() {
        OffsetMerge merge = new OffsetMerge(new MemorySize(4 * SIZE));
        merge.open(List.of(partition(0), partition(1)));
        IntStream.range(0, 5).forEach(offset -> merge.add(record(0, offset)));
        assertThatThrownBy(merge::drain)
                .hasMessageContaining("1780 bytes")
                .hasMessageContaining("kafka.ordering-buffer = 1424 bytes");
    }

    /** A thousand that only say where their images are. */
    @Test
    void theObjectsOfSmallRecordsCountAsWell() {
        OffsetMerge merge = new OffsetMerge(MemorySize.parse("512 kb"));
        merge.open(List.of(partition(0), partition(1)));
        for (int offset = 0; offset < 1000; offset++) {
            ConsumerRecord<byte[], byte[]> record =
                    new ConsumerRecord<>(TOPIC, 0, offset, null, new byte[0]);
            record.headers().add("uri", VALUE).add("image-id", new byte[10]);
            merge.add(record);
        }
        assertThatThrownBy(merge::drain).hasMessageContaining(" of 2 partitions wait");
    }

    /** Records of the others may have gone on that come behind its first one. */
    @Test
    void aPartitionThatIsAddedIsAnErrorThatSaysHowToGoOn() {
        OffsetMerge merge = new OffsetMerge(ROOM);
        merge.open(List.of(partition(0), partition(1)));
        assertThatThrownBy(() -> merge.open(List.of(partition(2))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "partitions [images-2] are new, and order = offset needs the same"
                                + " partitions from start to end; resume with order ="
                                + " arrival, or start anew");
    }

    /** Each fetch brings some records of a random partition that is not full. */
    private static List<String> read(Random random, Map<Integer, Long> starts, int most) {
        OffsetMerge merge = new OffsetMerge(new MemorySize(100 * SIZE));
        List<Deque<ConsumerRecord<byte[], byte[]>>> topic = topic(starts);
        merge.open(IntStream.range(0, topic.size()).mapToObj(p -> partition(p)).toList());
        List<String> read = new ArrayList<>();
        while (read.size() < most && topic.stream().anyMatch(p -> !p.isEmpty())) {
            int partition = random.nextInt(topic.size());
            if (!merge.full().contains(partition(partition))) {
                fetch(topic.get(partition), merge, 1 + random.nextInt(5));
                read.addAll(names(merge.drain()));
            }
        }
        return read.subList(0, Math.min(most, read.size()));
    }

    private static void fetch(
            Deque<ConsumerRecord<byte[], byte[]>> partition, OffsetMerge merge, int records) {
        for (int i = 0; i < records && !partition.isEmpty(); i++) {
            merge.add(partition.remove());
        }
    }

    private static List<String> drainedAtOnce() {
        OffsetMerge merge = new OffsetMerge(ROOM);
        var topic = topic(Map.of());
        merge.open(IntStream.range(0, topic.size()).mapToObj(p -> partition(p)).toList());
        topic.forEach(partition -> partition.forEach(merge::add));
        return names(merge.drain());
    }

    /** Offsets have gaps, as those of compacted topics and of transactions. */
    private static List<Deque<ConsumerRecord<byte[], byte[]>>> topic(Map<Integer, Long> starts) {
        List<Deque<ConsumerRecord<byte[], byte[]>>> topic = new ArrayList<>();
        for (int partition = 0; partition < LENGTHS.size(); partition++) {
            Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
            for (long offset = 0; offset < LENGTHS.get(partition); offset++) {
                boolean gap = (offset * 7 + partition) % 5 == 0;
                if (!gap && offset >= starts.getOrDefault(partition, 0L)) {
                    records.add(record(partition, offset));
                }
            }
            records.add(new RangeEnd(partition(partition), LENGTHS.get(partition)));
            topic.add(records);
        }
        return topic;
    }

    private static List<String> names(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> !(record instanceof RangeEnd))
                .map(record -> record.partition() + "@" + record.offset())
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>(TOPIC, partition, offset, null, VALUE);
    }

    private static TopicPartition partition(int partition) {
        return new TopicPartition(TOPIC, partition);
    }
}
