package org.swavstream.operators.evaluation;

import java.io.IOException;
import org.swavstream.operators.swav.FeatureMatrix;

/** Features to train on, in a new order each epoch. */
interface FeatureEpochs {

    /** Takes features with their classes. */
    @FunctionalInterface
    interface Taker {

        void take(FeatureMatrix features, int[] classes);
    }

    /**
     * Gives all features once.
     *
     * @param epoch from 1
     * @param batchSize the most rows at once
     */
    void epoch(int epoch, int batchSize, Taker taker) throws IOException;
}
