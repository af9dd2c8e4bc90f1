package org.swavstream.operators.swav;

import java.io.Serializable;
import java.util.List;
import org.swavstream.operators.natives.Devices;

/** Makes the learners of a trainer. */
public interface LearnerFactory extends Serializable {

    /**
     * Prepares the calling thread for making and using learners; comes before everything else.
     *
     * @param threads threads of one operation on the CPU; 0 for one a core of this machine
     * @return how many there are
     */
    int prepareThread(int threads);

    /**
     * Where learners with these settings compute.
     *
     * @throws IllegalArgumentException if the settings ask for a device that does not exist
     */
    Devices.Choice device(SwavSettings settings);

    /** A learner with first parameters, which the seed of the settings decides. */
    Learner create(SwavSettings settings);

    /**
     * What the network of such a learner makes of images, as {@link Learner#embed}; the network
     * alone is made for it, and gone afterwards.
     *
     * @param images 8-bit RGB, side × side × 3 bytes each
     * @param side their width and height in pixels
     */
    Embeddings embedUntrained(SwavSettings settings, List<byte[]> images, int side);
}
