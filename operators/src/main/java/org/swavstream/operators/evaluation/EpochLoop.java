package org.swavstream.operators.evaluation;

import java.io.IOException;
import org.swavstream.operators.swav.Accuracy;
import org.swavstream.operators.swav.DivergedException;

/**
 * Trains epoch after epoch and tests after each.
 *
 * @param name what is trained, for messages
 * @param epochs from 1
 */
record EpochLoop(String name, int epochs) {

    /** One pass over the training images. */
    @FunctionalInterface
    interface Training {

        /**
         * @param epoch from 1
         * @throws DivergedException if a loss is not finite
         */
        MeanLoss run(int epoch) throws IOException;
    }

    /** One pass over the test images. */
    @FunctionalInterface
    interface Test {

        Accuracy run(int epoch) throws IOException;
    }

    /** Ends before the last epoch where training diverges. */
    EpochScores run(Training training, Test test, ProtocolListener listener) throws IOException {
        EpochScores scores = EpochScores.NONE;
        for (int epoch = 1; epoch <= epochs && !scores.diverged(); epoch++) {
            double loss = train(training, epoch);
            Accuracy accuracy = requireImages(test.run(epoch));
            listener.epoch(name, epoch, epochs, loss, accuracy);
            scores = scores.with(loss, accuracy);
        }
        return scores;
    }

    /** The mean loss; not a number where it was not finite at some step. */
    private static double train(Training training, int epoch) throws IOException {
        try {
            return requireImages(training.run(epoch)).value();
        } catch (DivergedException e) {
            return Double.NaN;
        }
    }

    private static Accuracy requireImages(Accuracy accuracy) {
        if (accuracy.images() == 0) {
            throw new EvaluationException("none of the test images can be decoded");
        }
        return accuracy;
    }

    private static MeanLoss requireImages(MeanLoss loss) {
        if (loss.isEmpty()) {
            throw new EvaluationException(
                    "too few images can be decoded: no batch has enough to train on");
        }
        return loss;
    }
}
