package org.swavstream.state.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * What the sequencer remembers of the current key. State {@code sequence} is the next sequence
 * number; {@code probe-members} maps the hash of a held-out image to its slot; {@code probe-size}
 * is their number.
 */
public final class SequenceState {

    private final ValueState<Long> next;
    private final MapState<String, Integer> members;
    private final ValueState<Integer> size;

    public SequenceState(KeyedStateStore store) {
        this.next = store.getState(new ValueStateDescriptor<>("sequence", LongSerializer.INSTANCE));
        this.members =
                store.getMapState(
                        new MapStateDescriptor<>(
                                "probe-members",
                                StringSerializer.INSTANCE,
                                IntSerializer.INSTANCE));
        this.size =
                store.getState(new ValueStateDescriptor<>("probe-size", IntSerializer.INSTANCE));
    }

    /** The next sequence number; counts up by one with every call. */
    public long next() throws IOException {
        long number = orZero(next.value());
        next.update(number + 1);
        return number;
    }

    /** Whether the image with this hash is in the probe set. */
    public boolean isMember(String hash) throws Exception {
        return members.contains(hash);
    }

    /** Number of images in the probe set. */
    public int probeSize() throws IOException {
        return Math.toIntExact(orZero(size.value()));
    }

    /** Puts the image with this hash into the probe set and returns its slot. */
    public int addMember(String hash) throws Exception {
        int slot = probeSize();
        members.put(hash, slot);
        size.update(slot + 1);
        return slot;
    }

    private static long orZero(Number value) {
        return value == null ? 0 : value.longValue();
    }
}
