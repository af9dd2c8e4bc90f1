package org.swavstream.state.checkpoint;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;

/** The held-out images of the current key. State {@code probe-set} maps slot to image. */
public final class ProbeSetState {

    private final MapState<Integer, HeldOutImage> images;

    public ProbeSetState(KeyedStateStore store) {
        this.images =
                store.getMapState(
                        new MapStateDescriptor<>(
                                "probe-set", IntSerializer.INSTANCE, new HeldOutImageSerializer()));
    }

    public void put(int slot, HeldOutImage image) throws Exception {
        images.put(slot, image);
    }

    /** All images by slot. */
    public SortedMap<Integer, HeldOutImage> read() throws Exception {
        SortedMap<Integer, HeldOutImage> stored = new TreeMap<>();
        for (var entry : images.entries()) {
            stored.put(entry.getKey(), entry.getValue());
        }
        return stored;
    }
}
