package org.swavstream.operators.evaluation;

import java.util.Arrays;

/**
 * The same features in each epoch.
 *
 * @param features all of them
 * @param orders of the epochs
 */
record FrozenFeatures(LabelledFeatures features, Orders orders) implements FeatureEpochs {

    @Override
    public void epoch(int epoch, int batchSize, Taker taker) {
        int[] order = orders.epoch(epoch, features.classes().length);
        for (int from = 0; from < order.length; from += batchSize) {
            int[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
            int[] classes = Arrays.stream(rows).map(row -> features.classes()[row]).toArray();
            taker.take(features.table().select(rows), classes);
        }
    }
}
