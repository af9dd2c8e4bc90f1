package org.swavstream.job.console;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.PlateauAlarm;
import org.swavstream.operators.report.StepReport;

/** Tells once that a model's loss stays at ln K, and anew only after it had left it. */
public final class PlateauWatch {

    private final Set<String> told = new HashSet<>();

    /** What a person has to be told now. */
    public Optional<String> notice(ModelReport report) {
        if (!(report instanceof StepReport step)) {
            return Optional.empty();
        }
        if (!PlateauAlarm.stands(step)) {
            told.remove(step.model());
            return Optional.empty();
        }
        return told.add(step.model())
                ? Optional.of("Warning: " + PlateauAlarm.text(step))
                : Optional.empty();
    }
}
