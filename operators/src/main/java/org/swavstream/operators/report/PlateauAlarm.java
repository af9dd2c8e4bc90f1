package org.swavstream.operators.report;

/** The alarm over a loss that stays at ln K, where nothing is learned. */
public final class PlateauAlarm {

    /** Steps at ln K after which it is raised. */
    public static final long STEPS = 200;

    private PlateauAlarm() {}

    /** Whether it is on after this step. */
    public static boolean stands(StepReport report) {
        return report.stepsAtLnK() >= STEPS;
    }

    /** Whether this step raised it. */
    public static boolean raisedBy(StepReport report) {
        return report.stepsAtLnK() == STEPS;
    }

    /** What it says: the finding, and the remedies that are known. */
    public static String text(StepReport report) {
        return ("model '%s' learns nothing: at step %,d its loss has been within 1 %% of ln K for %,d"
                        + " steps. Known remedies: loss.epsilon 0.03, a lower"
                        + " optimizer.learning-rate, milder crops; for a new model also a longer"
                        + " loss.freeze-prototypes-steps and fewer model.prototypes")
                .formatted(report.model(), report.step(), report.stepsAtLnK());
    }
}
