package org.swavstream.operators.swav;

/**
 * Counts the steps for which a loss stays at ln K: then all predictions are uniform, and nothing is
 * learned. While the prototypes are frozen it does not count: there, it is as it should be.
 *
 * @param prototypes their number K
 * @param freezeSteps number of first steps in which the prototypes stay as they are
 */
public record LossPlateau(int prototypes, long freezeSteps) {

    private static final double SHARE = 0.01;

    /** That of a learner with these settings. */
    public static LossPlateau of(SwavSettings settings) {
        return new LossPlateau(
                settings.model().prototypes(), settings.loss().freezePrototypesSteps());
    }

    /**
     * The latest steps in a row whose loss is within 1 % of ln K.
     *
     * @param before their number before this step
     * @param step this step, from 0
     * @param loss its loss, finite
     */
    public long steps(long before, long step, double loss) {
        boolean atLnK = Math.abs(loss / StrictMath.log(prototypes) - 1) <= SHARE;
        return step >= freezeSteps && atLnK ? before + 1 : 0;
    }
}
