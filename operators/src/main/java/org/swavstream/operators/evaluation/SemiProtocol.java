package org.swavstream.operators.evaluation;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.swavstream.operators.swav.Accuracy;
import org.swavstream.operators.swav.FineTuning;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.TrunkModel;

/**
 * Fine-tuning of the whole network with few labels (eval_semisup.py), on random views. Both
 * learning rates fall to a fifth after 60 % of the epochs, and once more after 80 %.
 *
 * @param fraction share of the training images whose labels are used, over 0 and at most 1
 * @param epochs from 1; 20 in the paper
 * @param batchSize images of a step, from 2; 256 in the paper
 * @param trunkRate learning rate of the trunk; 0.02 for 1 % and 0.01 for 10 % in the paper
 * @param headRate learning rate of the linear layer; 5 for 1 % and 0.2 for 10 % in the paper
 */
public record SemiProtocol(
        double fraction, int epochs, int batchSize, double trunkRate, double headRate) {

    private static final String NAME = "fine-tuning";
    private static final int TEST_BATCH = 256;
    private static final double FALL = 0.2;

    /** The images that it is allowed to learn from. */
    LabelledImages chosen(LabelledImages train, Orders orders) {
        return train.select(new ClassFraction(fraction, orders).of(train.classes()));
    }

    /**
     * Trains and tests.
     *
     * @param trunk what it starts from; changed
     * @param chosen what {@link #chosen} gave
     */
    EpochScores run(TrunkModel trunk, LabelledImages chosen, EvaluationContext context)
            throws IOException {
        int classes = context.sets().classes();
        long seed = context.orders().seed();
        try (FineTuning tuning = new FineTuning(trunk, classes, trunkRate, headRate, seed)) {
            return new EpochLoop(NAME, epochs)
                    .run(
                            epoch -> train(tuning, chosen, epoch, context),
                            epoch -> test(tuning, epoch, context),
                            context.listener());
        }
    }

    private MeanLoss train(
            FineTuning tuning, LabelledImages chosen, int epoch, EvaluationContext context)
            throws IOException {
        MeanLoss loss = new MeanLoss();
        Orders orders = context.orders();
        ViewLoader loader = context.loader();
        loader.load(
                chosen.select(orders.epoch(epoch, chosen.size())),
                new ViewRecipe.CropAndFlip(orders.seed(), epoch),
                batchSize,
                (batch, done) -> {
                    int size = batch.classes().length;
                    if (size >= Learner.MIN_BATCH) {
                        double value =
                                tuning.train(
                                        batch.views(),
                                        loader.side(),
                                        batch.classes(),
                                        factor(epoch));
                        loss.add(value, size);
                    }
                    context.listener().images(activity(epoch, "training"), done, chosen.size());
                });
        return loss;
    }

    private static Accuracy test(FineTuning tuning, int epoch, EvaluationContext context)
            throws IOException {
        AtomicReference<Accuracy> accuracy = new AtomicReference<>(Accuracy.NONE);
        LabelledImages images = context.sets().test();
        ViewLoader loader = context.loader();
        loader.load(
                images,
                new ViewRecipe.Evaluation(),
                TEST_BATCH,
                (batch, done) -> {
                    Accuracy more = tuning.test(batch.views(), loader.side(), batch.classes());
                    accuracy.set(accuracy.get().plus(more));
                    context.listener().images(activity(epoch, "test"), done, images.size());
                });
        return accuracy.get();
    }

    private static String activity(int epoch, String part) {
        return "%s, epoch %d, %s".formatted(NAME, epoch, part);
    }

    /** Factor of the learning rates; 12 and 16 are the paper's epochs out of 20. */
    double factor(int epoch) {
        int falls = 0;
        falls += 20L * (epoch - 1) >= 12L * epochs ? 1 : 0;
        falls += 20L * (epoch - 1) >= 16L * epochs ? 1 : 0;
        return Math.pow(FALL, falls);
    }
}
