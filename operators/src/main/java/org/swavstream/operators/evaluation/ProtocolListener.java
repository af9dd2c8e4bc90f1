package org.swavstream.operators.evaluation;

import org.swavstream.operators.swav.Accuracy;

/** Is told how an evaluation goes on. */
public interface ProtocolListener {

    /**
     * Images went through a network or a search.
     *
     * @param activity what is done with them
     * @param done how many it were so far
     * @param total how many it will be
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
