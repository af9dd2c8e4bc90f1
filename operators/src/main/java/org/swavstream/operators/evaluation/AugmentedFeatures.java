package org.swavstream.operators.evaluation;

import java.io.IOException;
import org.swavstream.operators.swav.TrunkModel;

/**
 * Features of new random views in each epoch.
 *
 * @param images what the views are of
 * @param trunk makes the features
 * @param loader makes the views
 * @param orders of the epochs; their seed is that of the views
 * @param listener is told of the images
 */
record AugmentedFeatures(
        LabelledImages images,
        TrunkModel trunk,
        ViewLoader loader,
        Orders orders,
        ProtocolListener listener)
        implements FeatureEpochs {

    @Override
    public void epoch(int epoch, int batchSize, Taker taker) throws IOException {
        LabelledImages inOrder = images.select(orders.epoch(epoch, images.size()));
        String activity = "%s, epoch %d".formatted(LinearProtocol.NAME, epoch);
        loader.load(
                inOrder,
                new ViewRecipe.CropAndFlip(orders.seed(), epoch),
                batchSize,
                (batch, done) -> {
                    taker.take(trunk.features(batch.views(), loader.side()), batch.classes());
                    listener.images(activity, done, inOrder.size());
                });
    }
}
