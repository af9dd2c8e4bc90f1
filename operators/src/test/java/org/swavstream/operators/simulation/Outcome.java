package org.swavstream.operators.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.swavstream.image.DeadLetter;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ReportKey;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.report.StepTimes;

/**
 * What a job has come to when all records are read: what it committed to the topics that it writes,
 * and all keyed state that its last checkpoint holds.
 *
 * @param steps reports of each model in the order of the steps, without times
 * @param states the latest state report of each model, without the checkpoint's number
 * @param deadLetters positions of the records
 * @param stored bytes of each piece of state by its path
 */
record Outcome(
        SortedMap<String, List<StepReport>> steps,
        SortedMap<String, StateReport> states,
        List<String> deadLetters,
        SortedMap<String, String> stored) {

    private static final StepTimes NO_TIMES = new StepTimes(0, 0, 0, 0, 0, 0, 0);

    static Outcome of(Snapshot end, SortedMap<String, String> stored) {
        Outcome outcome = new Outcome(new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), stored);
        Map<String, StateReport> byStep = new TreeMap<>();
        assertThat(reports(end)).as("reports").doesNotHaveDuplicates();
        for (Object written : end.written()) {
            if (written instanceof StepReport step) {
                outcome.steps
                        .computeIfAbsent(step.model(), model -> new ArrayList<>())
                        .add(untimed(step));
            } else if (written instanceof StateReport state) {
                outcome.add(state, byStep);
            } else if (written instanceof DeadLetter letter) {
                outcome.deadLetters.add(letter.record().position().toString());
            }
        }
        outcome.deadLetters.sort(null);
        return outcome;
    }

    private static List<String> reports(Snapshot end) {
        return end.written().stream()
                .filter(ModelReport.class::isInstance)
                .map(ModelReport.class::cast)
                .map(ReportKey::of)
                .toList();
    }

    /** Whatever led to a step, the model after it is one and the same. */
    private void add(StateReport state, Map<String, StateReport> byStep) {
        StateReport other =
                byStep.putIfAbsent("%s/%d".formatted(state.model(), state.step()), state);
        if (other != null) {
            assertThat(state)
                    .usingRecursiveComparison()
                    .ignoringFields("checkpoint", "pending")
                    .isEqualTo(other);
        }
        states.put(
                state.model(),
                new StateReport(
                        state.model(),
                        state.step(),
                        state.images(),
                        state.skipped(),
                        0,
                        state.pending(),
                        state.weightsDigest(),
                        state.ledgerDigest()));
    }

    /** Nothing shows that this job was not the other one. */
    void requireEqual(Outcome uninterrupted) {
        assertThat(states).as("state reports").isEqualTo(uninterrupted.states);
        assertThat(steps).as("step reports").isEqualTo(uninterrupted.steps);
        assertThat(deadLetters).as("dead letters").isEqualTo(uninterrupted.deadLetters);
        assertThat(stored).as("stored state").containsExactlyEntriesOf(uninterrupted.stored);
    }

    private static StepReport untimed(StepReport step) {
        return new StepReport(
                step.model(),
                step.step(),
                step.images(),
                step.skipped(),
                step.batch(),
                step.loss(),
                step.lossOverLnK(),
                step.stepsAtLnK(),
                step.codeEntropy(),
                step.learningRate(),
                step.queueFill(),
                step.queueLength(),
                NO_TIMES);
    }
}
