package org.swavstream.operators.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.state.checkpoint.OperatorUids;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.checkpoint.TrainingProgress;

/** Forgets one thing of all that the job keeps. */
final class Loss implements Forgetting {

    private static final RawChange NONE = raw -> raw;

    private final String operator;
    private final String name;
    private final StateChange change;
    private final RawChange rawChange;
    private final ForgetfulLearners learners;
    private boolean stateChanged;

    private Loss(
            String operator,
            String name,
            StateChange change,
            RawChange rawChange,
            ForgetfulLearners learners) {
        this.operator = operator;
        this.name = name;
        this.change = change;
        this.rawChange = rawChange;
        this.learners = learners;
    }

    /** Takes something out of stored state. */
    @FunctionalInterface
    private interface StateChange {
        void apply(KeyedStateBackend<String> restored) throws Exception;
    }

    /** Takes something out of raw keyed state. */
    @FunctionalInterface
    private interface RawChange {
        StateObjectCollection<KeyedStateHandle> apply(
                StateObjectCollection<KeyedStateHandle> stored) throws IOException;
    }

    /**
     * Of each state of each operator, each field of the progress, the raw keyed state and the
     * samples in it, and each part of a learner, the loss.
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
        losses.add(ofRawKeyedState("raw keyed state", raw -> StateObjectCollection.empty()));
        losses.add(ofRawKeyedState("waiting samples", raw -> rewritten(raw, false)));
        for (String part : ForgetfulLearners.parts()) {
            losses.add(ofLearner(part));
        }
        return losses.stream();
    }

    /** Of nothing, but all that was stored is read and written again as by the others. */
    static Stream<Loss> ofNothing() {
        String nothing = "nothing";
        return Stream.of(
                new Loss(
                        OperatorUids.SAMPLE_SEQUENCER,
                        nothing,
                        restored -> {},
                        NONE,
                        ForgetfulLearners.NONE),
                new Loss(
                        OperatorUids.SWAV_TRAINER,
                        nothing,
                        restored -> ForgottenField.reset(nothing, restored),
                        raw -> rewritten(raw, true),
                        ForgetfulLearners.NONE));
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
                .map(
                        state ->
                                new Loss(
                                        operator,
                                        state,
                                        restored -> states.clear(state, restored),
                                        NONE,
                                        ForgetfulLearners.NONE))
                .toList();
    }

    private static Loss ofField(String field) {
        return new Loss(
                OperatorUids.SWAV_TRAINER,
                "%s.%s".formatted(ProgressState.NAME, field),
                restored -> ForgottenField.reset(field, restored),
                NONE,
                ForgetfulLearners.NONE);
    }

    private static Loss ofLearner(String part) {
        return new Loss(
                OperatorUids.SWAV_TRAINER, part, restored -> {}, NONE, new ForgetfulLearners(part));
    }

    private static Loss ofRawKeyedState(String name, RawChange change) {
        return new Loss(
                OperatorUids.SWAV_TRAINER, name, restored -> {}, change, ForgetfulLearners.NONE);
    }

    private static StateObjectCollection<KeyedStateHandle> rewritten(
            StateObjectCollection<KeyedStateHandle> stored, boolean withPending)
            throws IOException {
        List<KeyedStateHandle> rewritten = new ArrayList<>();
        for (KeyedStateHandle subtask : stored) {
            rewritten.add(StoredModels.rewritten(subtask, withPending));
        }
        return new StateObjectCollection<>(rewritten);
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
    public StateObjectCollection<KeyedStateHandle> rawKeyedState(
            StateObjectCollection<KeyedStateHandle> stored) throws IOException {
        return rawChange.apply(stored);
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
