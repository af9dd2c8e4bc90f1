package org.swavstream.operators.evaluation;

import org.swavstream.operators.swav.Accuracy;

/** Is told of the progress of an evaluation. */
public interface ProtocolListener {

    /**
     * Images went through a network or a search.
     *
     * @param activity what is done with them
     * @param done number done so far
     * @param total number of all of them
     */
    void images(String activity, int done, int total);

    /**
     * An epoch is over.
     *
     * @param name what is trained
     * @param epoch from 1
     * @param epochs their number
     * @param loss mean loss over the training images
     * @param test accuracy on the test images
     */
    void epoch(String name, int epoch, int epochs, double loss, Accuracy test);
}
