package org.swavstream.operators.evaluation;

import java.util.List;
import org.swavstream.operators.swav.Accuracy;

/**
 * What a classifier reached on the test images.
 *
 * @param epochs how long it was trained
 * @param firstLoss mean loss over the training images in the first epoch
 * @param lastLoss the same in the last epoch; not a number where training diverged in it
 * @param last accuracy after the last epoch: what it came to
 * @param bestEpoch the epoch, from 1, after which top-1 was the highest; the first such one
 * @param best accuracy after that epoch; chosen by the test images themselves, so too good
 */
public record EpochScores(
        int epochs,
        double firstLoss,
        double lastLoss,
        Accuracy last,
        int bestEpoch,
        Accuracy best) {

    /** Before the first epoch. */
    static final EpochScores NONE = new EpochScores(0, 0, 0, Accuracy.NONE, 0, Accuracy.NONE);

    /** With one more epoch. */
    EpochScores with(double loss, Accuracy accuracy) {
        boolean better = epochs == 0 || accuracy.top1() > best.top1();
        return new EpochScores(
                epochs + 1,
                epochs == 0 ? loss : firstLoss,
                loss,
                accuracy,
                better ? epochs + 1 : bestEpoch,
                better ? accuracy : best);
    }

    /** Whether training ended with the last epoch here because its loss was not finite. */
    public boolean diverged() {
        return Double.isNaN(lastLoss);
    }

    /** The last and the best one, named. */
    List<Score> scores(String protocol) {
        return List.of(
                new Score(protocol + ", last epoch", last, epochs),
                new Score(protocol + ", best epoch", best, bestEpoch));
    }
}
