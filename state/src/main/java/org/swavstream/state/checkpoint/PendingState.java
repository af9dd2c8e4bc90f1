package org.swavstream.state.checkpoint;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * Samples of the current key that wait for their step. State {@code pending} maps sequence number
 * to sample.
 *
 * @param <T> the prepared sample
 */
public final class PendingState<T> {

    private final MapState<Long, T> samples;

    public PendingState(KeyedStateStore store, TypeSerializer<T> serializer) {
        this.samples =
                store.getMapState(
                        new MapStateDescriptor<>("pending", LongSerializer.INSTANCE, serializer));
    }

    /**
     * Makes the state equal to {@code pending}; samples that were stored before are not written
     * again.
     *
     * @param stored sequence numbers that the state holds now
     * @return sequence numbers that the state holds afterwards
     */
    public Set<Long> write(SortedMap<Long, T> pending, Set<Long> stored) throws Exception {
        for (long sequence : stored) {
            if (!pending.containsKey(sequence)) {
                samples.remove(sequence);
            }
        }
        for (var entry : pending.entrySet()) {
            if (!stored.contains(entry.getKey())) {
                samples.put(entry.getKey(), entry.getValue());
            }
        }
        return new HashSet<>(pending.keySet());
    }

    /** All waiting samples in order. */
    public SortedMap<Long, T> read() throws Exception {
        SortedMap<Long, T> stored = new TreeMap<>();
        for (var entry : samples.entries()) {
            stored.put(entry.getKey(), entry.getValue());
        }
        return stored;
    }
}
