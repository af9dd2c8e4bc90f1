package org.swavstream.operators.evaluation;

import java.io.IOException;
import org.swavstream.operators.swav.LinearProbe;
import org.swavstream.operators.swav.Schedule;

/**
 * A linear classifier on frozen features (eval_linear.py): SGD with momentum, and a learning rate
 * that falls with the epochs, along half a cosine to 0.
 *
 * @param epochs from 1; 100 in the paper
 * @param batchSize images of a step, from 1; 256 in the paper
 * @param learningRate of the first epoch; 0.3 in the paper
 * @param augmented whether each epoch trains on features of new random views, as in the paper;
 *     otherwise on the features of the evaluation views, which are taken once
 */
public record LinearProtocol(int epochs, int batchSize, double learningRate, boolean augmented) {

    /** Factor of the L2 penalty. */
    public static final double WEIGHT_DECAY = 1e-6;

    static final String NAME = "linear classifier";

    /**
     * Trains and tests.
     *
     * @param train the features of each epoch
     */
    EpochScores run(FeatureEpochs train, LabelledFeatures test, EvaluationContext context)
            throws IOException {
        try (LinearProbe probe = probe(test.table().columns(), context)) {
            return new EpochLoop(NAME, epochs)
                    .run(
                            epoch -> train(probe, train, epoch),
                            epoch -> probe.test(test.table(), test.classes()),
                            context.listener());
        }
    }

    private static LinearProbe probe(int features, EvaluationContext context) {
        return new LinearProbe(
                features,
                context.sets().classes(),
                WEIGHT_DECAY,
                context.orders().seed(),
                context.device());
    }

    private MeanLoss train(LinearProbe probe, FeatureEpochs train, int epoch) throws IOException {
        Schedule cosine = new Schedule.WarmupCosine(Schedule.Warmup.none(learningRate), epochs, 0);
        double rate = cosine.rate(epoch - 1L);
        MeanLoss loss = new MeanLoss();
        train.epoch(
                epoch,
                batchSize,
                (features, classes) ->
                        loss.add(probe.train(features, classes, rate), classes.length));
        return loss;
    }
}
