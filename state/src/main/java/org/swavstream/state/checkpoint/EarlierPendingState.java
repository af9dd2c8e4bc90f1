package org.swavstream.state.checkpoint;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * Samples of the current key that wait for their step, where builds before layout 2 of the {@link
 * ModelStreamWriter} kept them: state {@code pending} maps sequence number to sample.
 *
 * @param <T> the prepared sample
 */
public final class EarlierPendingState<T> {

    private final MapState<Long, T> samples;

    public EarlierPendingState(KeyedStateStore store, TypeSerializer<T> serializer) {
        this.samples =
                store.getMapState(
                        new MapStateDescriptor<>("pending", LongSerializer.INSTANCE, serializer));
    }

    /** Removes the samples of the current key, which are kept elsewhere from now on. */
    public SortedMap<Long, T> take() throws Exception {
        SortedMap<Long, T> stored = new TreeMap<>();
        for (var entry : samples.entries()) {
            stored.put(entry.getKey(), entry.getValue());
        }
        samples.clear();
        return stored;
    }
}
