package org.swavstream.operators.evaluation;

import java.io.IOException;
import org.swavstream.operators.swav.TrunkModel;

/**
 * Features of new random views in each epoch.
 *
 * @param trunk makes the features
 * @param context whose training images the views are of
 */
record AugmentedFeatures(TrunkModel trunk, EvaluationContext context) implements FeatureEpochs {

    @Override
    public void epoch(int epoch, int batchSize, Taker taker) throws IOException {
        Orders orders = context.orders();
        ViewLoader loader = context.loader();
        LabelledImages images = context.sets().train();
        LabelledImages inOrder = images.select(orders.epoch(epoch, images.size()));
        String activity = "%s, epoch %d".formatted(LinearProtocol.NAME, epoch);
        loader.load(
                inOrder,
                new ViewRecipe.CropAndFlip(orders.seed(), epoch),
                batchSize,
                (batch, done) -> {
                    taker.take(trunk.features(batch.views(), loader.side()), batch.classes());
                    context.listener().images(activity, done, inOrder.size());
                });
    }
}
