package org.swavstream.operators.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.state.checkpoint.OperatorUids;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.checkpoint.TrainingProgress;

/** Forgets one thing of all that the job keeps. */
final class Loss implements Forgetting {

    private static final String RAW_KEYED_STATE = "raw keyed state";

    /** States that this build reads, and leaves empty. */
    private static final Set<String> OF_EARLIER_BUILDS =
            Set.of(
                    "weights",
                    "weights-table",
                    "momentum",
                    "momentum-table",
                    "prototypes",
                    "prototypes-table");

    private final String operator;
    private final String name;
    private final StateChange change;
    private final ForgetfulLearners learners;
    private boolean stateChanged;

    private Loss(String operator, String name, StateChange change, ForgetfulLearners learners) {
        this.operator = operator;
        this.name = name;
        this.change = change;
        this.learners = learners;
    }

    /** Takes something out of stored state. */
    @FunctionalInterface
    private interface StateChange {
        void apply(KeyedStateBackend<String> restored) throws Exception;
    }

    /**
     * Of each state of each operator, each field of the progress, and each part of a learner, the
     * loss.
     */
    static Stream<Loss> all() throws Exception {
        Snapshot snapshot = anySnapshot();
        List<Loss> losses = new ArrayList<>();
        losses.addAll(
                ofStates(OperatorUids.SAMPLE_SEQUENCER, KeyedStates.in(snapshot.sequencers())));
        losses.addAll(ofStates(OperatorUids.SWAV_TRAINER, KeyedStates.in(snapshot.trainers())));
        for (var field : TrainingProgress.class.getRecordComponents()) {
            losses.add(ofField(field.getName()));
        }
        losses.add(ofRawKeyedState());
        for (String part : ForgetfulLearners.parts()) {
            losses.add(ofLearner(part));
        }
        return losses.stream();
    }

    private static Snapshot anySnapshot() throws Exception {
        try (SimulatedJob job =
                new SimulatedJob(
                        SimulatedTopic.random(new Random(0)),
                        Parallelism.ONE,
                        Snapshot.NONE,
                        new Random(0),
                        Forgetting.NOTHING)) {
            job.finish();
            return job.latest();
        }
    }

    private static List<Loss> ofStates(String operator, KeyedStates states) {
        return states.names().stream()
                .filter(state -> !OF_EARLIER_BUILDS.contains(state))
                .map(
                        state ->
                                new Loss(
                                        operator,
                                        state,
                                        restored -> states.clear(state, restored),
                                        ForgetfulLearners.NONE))
                .toList();
    }

    private static Loss ofField(String field) {
        return new Loss(
                OperatorUids.SWAV_TRAINER,
                "%s.%s".formatted(ProgressState.NAME, field),
                restored -> ForgottenField.reset(field, restored),
                ForgetfulLearners.NONE);
    }

    private static Loss ofLearner(String part) {
        return new Loss(
                OperatorUids.SWAV_TRAINER, part, restored -> {}, new ForgetfulLearners(part));
    }

    private static Loss ofRawKeyedState() {
        return new Loss(
                OperatorUids.SWAV_TRAINER, RAW_KEYED_STATE, restored -> {}, ForgetfulLearners.NONE);
    }

    @Override
    public boolean concerns(String uid) {
        return uid.equals(operator);
    }

    @Override
    public void change(KeyedStateBackend<String> stored) throws Exception {
        change.apply(stored);
        stateChanged = true;
    }

    @Override
    public boolean keepsRawKeyedState() {
        return !name.equals(RAW_KEYED_STATE);
    }

    @Override
    public LearnerFactory learners() {
        return learners;
    }

    /** Whether it ever came to it. */
    boolean isInflicted() {
        return stateChanged && learners.haveForgotten();
    }

    @Override
    public String toString() {
        return operator + " without " + name;
    }
}
