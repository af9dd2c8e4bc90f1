package org.swavstream.operators.training;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.swavstream.operators.sample.PreparedSample.HeldOut;
import org.swavstream.state.checkpoint.HeldOutImage;
import org.swavstream.state.checkpoint.ProbeSetState;

/** The held-out images of one model, in memory and in state. */
final class ProbeSet {

    /** With fewer images, nearest neighbours say nothing. */
    private static final int FEWEST_IMAGES = 4;

    private final ProbeSetState state;
    private final int limit;
    private final TreeMap<Integer, HeldOutImage> images;

    /**
     * @param limit most images that are measured; the state may hold more, of a job that allowed
     *     more
     * @param images of the state, by slot
     */
    ProbeSet(ProbeSetState state, int limit, SortedMap<Integer, HeldOutImage> images) {
        this.state = state;
        this.limit = limit;
        this.images = new TreeMap<>(images);
    }

    /** Keeps an image; the operator's current key is the model. */
    void add(HeldOut heldOut) throws Exception {
        HeldOutImage image = new HeldOutImage(heldOut.label(), heldOut.pixels());
        images.put(heldOut.slot(), image);
        state.put(heldOut.slot(), image);
    }

    /** The images that are measured now; empty while there are too few of them. */
    List<HeldOutImage> images() {
        return images.size() < FEWEST_IMAGES
                ? List.of()
                : images.values().stream().limit(limit).toList();
    }
}
