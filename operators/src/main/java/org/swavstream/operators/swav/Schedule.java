package org.swavstream.operators.swav;

import java.io.Serializable;

/**
 * The learning rate of each step. All start with a linear warm-up and count in steps: a stream has
 * no epochs, and a restart never warms up again.
 */
public sealed interface Schedule extends Serializable {

    /**
     * Learning rate of a step.
     *
     * @param step the step, from 0
     */
    double rate(long step);

    /**
     * A linear rise, inclusive at both ends: its first step has the rate {@code start}, its last
     * one {@code base}.
     *
     * @param start rate of the first step, from 0
     * @param base rate of the last step, from 0
     * @param steps their number, from 0
     */
    record Warmup(double start, double base, long steps) implements Serializable {

        public Warmup {
            if (!(start >= 0 && base >= 0 && steps >= 0)) {
                throw new IllegalArgumentException(
                        "warm-up from %s to %s in %d steps: all must be at least 0"
                                .formatted(start, base, steps));
            }
        }

        /** No warm-up: the rate is {@code base} from the first step. */
        public static Warmup none(double base) {
            return new Warmup(base, base, 0);
        }

        boolean covers(long step) {
            return step < steps;
        }

        double rate(long step) {
            if (steps == 1) {
                return start;
            }
            return step == steps - 1 ? base : start + step * ((base - start) / (steps - 1));
        }
    }

    /** The base rate for ever: for a stream without an end. */
    record WarmupConstant(Warmup warmup) implements Schedule {

        @Override
        public double rate(long step) {
            return warmup.covers(step) ? warmup.rate(step) : warmup.base();
        }
    }

    /**
     * {@code base · √(warmup / step)}: falls for ever, needs no end.
     *
     * @param warmup the rise; its number of steps is also the scale of the fall, so at least 1
     */
    record WarmupInverseSquareRoot(Warmup warmup) implements Schedule {

        public WarmupInverseSquareRoot {
            requireAtLeast("warm-up of an inverse square root schedule", warmup.steps(), 1);
        }

        @Override
        public double rate(long step) {
            return warmup.covers(step)
                    ? warmup.rate(step)
                    : warmup.base() * Math.sqrt(warmup.steps() / (double) step);
        }
    }

    /**
     * The base rate, then a linear fall that ends at {@code finalRate} and stays there.
     *
     * @param warmup the rise
     * @param stableSteps steps at the base rate, from 0
     * @param decaySteps steps of the fall, from 1
     * @param finalRate rate after it, from 0
     */
    record WarmupStableDecay(Warmup warmup, long stableSteps, long decaySteps, double finalRate)
            implements Schedule {

        public WarmupStableDecay {
            requireAtLeast("stable steps", stableSteps, 0);
            requireAtLeast("decay steps", decaySteps, 1);
            requireFinalRate(finalRate);
        }

        @Override
        public double rate(long step) {
            if (warmup.covers(step)) {
                return warmup.rate(step);
            }
            double fall = (double) (step - warmup.steps() - stableSteps) / decaySteps;
            return warmup.base() + (finalRate - warmup.base()) * Math.max(0, Math.min(1, fall));
        }
    }

    /**
     * Half a cosine from the base rate to {@code finalRate}, as in the reference; the final rate
     * after its end.
     *
     * @param warmup the rise
     * @param totalSteps all steps, those of the warm-up included; more than those
     * @param finalRate rate at the end, from 0
     */
    record WarmupCosine(Warmup warmup, long totalSteps, double finalRate) implements Schedule {

        public WarmupCosine {
            requireAtLeast("total steps of a cosine schedule", totalSteps, warmup.steps() + 1);
            requireFinalRate(finalRate);
        }

        @Override
        public double rate(long step) {
            if (warmup.covers(step)) {
                return warmup.rate(step);
            }
            double length = totalSteps - warmup.steps();
            double done = Math.min(1, (step - warmup.steps()) / length);
            return finalRate
                    + 0.5 * (warmup.base() - finalRate) * (1 + StrictMath.cos(Math.PI * done));
        }
    }

    private static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s %d: at least %d is needed".formatted(name, value, least));
        }
    }

    private static void requireFinalRate(double rate) {
        if (!(rate >= 0)) {
            throw new IllegalArgumentException(
                    "final rate %s: it must be at least 0".formatted(rate));
        }
    }
}
