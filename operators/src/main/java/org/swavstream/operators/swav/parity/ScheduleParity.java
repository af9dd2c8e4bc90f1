package org.swavstream.operators.swav.parity;

import org.swavstream.operators.swav.Schedule.Warmup;
import org.swavstream.operators.swav.Schedule.WarmupCosine;

/** The learning rate of every step. */
record ScheduleParity(GoldenCase golden) {

    private static final double TOLERANCE = 1e-12;

    void measure(Measurements measurements) {
        Warmup warmup =
                new Warmup(
                        golden.number("start_warmup"),
                        golden.number("base_lr"),
                        golden.integer("warmup_steps"));
        WarmupCosine schedule =
                new WarmupCosine(warmup, golden.integer("total_steps"), golden.number("final_lr"));
        double[] expected = golden.doubles("lr");
        for (int step = 0; step < expected.length; step++) {
            double error = Math.abs(schedule.rate(step) - expected[step]);
            measurements.add("learning rate, absolute", error, TOLERANCE, "step" + step);
        }
    }
}
