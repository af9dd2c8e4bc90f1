package org.swavstream.job.console;

import org.swavstream.operators.report.FeatureQuality;
import org.swavstream.operators.report.ProbeReport;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.report.StepTimes;

/** Reports as a job would write them. */
public final class Reports {

    private Reports() {}

    /** A step with a batch of 256, and a queue of 3,840 rows where it holds any. */
    public static StepReport step(String model, long step, int queueFill) {
        return step(model, step, queueFill, 0);
    }

    /** The same of a model whose loss has been at ln K for {@code stepsAtLnK} steps. */
    public static StepReport step(String model, long step, int queueFill, long stepsAtLnK) {
        return new StepReport(
                model,
                step,
                step * 256,
                0,
                256,
                3.25,
                0.96,
                stepsAtLnK,
                1.5,
                0.6,
                queueFill,
                queueFill > 0 ? 3840 : 0,
                new StepTimes(1, 2, 3, 4, 5, 6, 7));
    }

    /** A probe after step 50 with these accuracies, and 0.12 of raw pixels. */
    public static ProbeReport probe(String model, double trained, double untrained) {
        return new ProbeReport(
                model, 50, 12_800, 500, 400, 20, 0.07, quality(trained), quality(untrained), 0.12);
    }

    /** A snapshot after {@code step} with the digests "w..." and "l...". */
    public static StateReport state(String model, long step) {
        return new StateReport(model, step, step * 256, 0, 3, 0, "w" + step, "l" + step);
    }

    private static FeatureQuality quality(double knn) {
        return new FeatureQuality(knn, 2.5, 0.74, 0.9, 1.0, 1.25, 0.8, 12.5);
    }
}
