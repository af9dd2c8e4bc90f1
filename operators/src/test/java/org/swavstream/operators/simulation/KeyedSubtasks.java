package org.swavstream.operators.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The subtasks of one keyed operator, each on a test harness of Flink.
 *
 * <p>Owns the harnesses; {@link #close} ends them without a word to the operator, as a failure
 * does.
 *
 * @param <I> input
 * @param <O> output
 */
final class KeyedSubtasks<I, O> implements AutoCloseable {

    private static final int KEY_GROUPS = 8;

    /** These operators spill nothing; an own one for each would take most of the time. */
    private static final IOManager NO_DISK = new IOManagerAsync();

    private final Operator<I, O> operator;
    private final List<OneInputStreamOperatorTestHarness<I, O>> subtasks = new ArrayList<>();

    /**
     * @param uid of the operator
     * @param harness makes each subtask
     * @param key of the input
     * @param output type of the output
     */
    record Operator<I, O>(
            String uid,
            Harness<I, O> harness,
            KeySelector<I, String> key,
            TypeInformation<O> output) {}

    /** Makes the harness of a subtask. */
    @FunctionalInterface
    interface Harness<I, O> {
        OneInputStreamOperatorTestHarness<I, O> create(MockEnvironment environment)
                throws Exception;
    }

    /**
     * Starts the operator.
     *
     * @param restored snapshots of the subtasks of an earlier run; none for an empty state
     */
    KeyedSubtasks(
            Operator<I, O> operator,
            int parallelism,
            List<OperatorSubtaskState> restored,
            Forgetting forgetting)
            throws Exception {
        this.operator = operator;
        for (int subtask = 0; subtask < parallelism; subtask++) {
            var harness = operator.harness().create(environment(parallelism, subtask));
            subtasks.add(harness);
            OperatorSubtaskState state = share(restored, parallelism, subtask);
            boolean forgotten = state != null && forgetting.concerns(operator.uid());
            start(
                    harness,
                    operator.output(),
                    forgotten ? without(forgetting, state, parallelism, subtask) : state);
        }
    }

    private static MockEnvironment environment(int parallelism, int subtask) {
        return new MockEnvironmentBuilder()
                .setMaxParallelism(KEY_GROUPS)
                .setParallelism(parallelism)
                .setSubtaskIndex(subtask)
                .setIOManager(NO_DISK)
                .build();
    }

    private <T> void start(
            OneInputStreamOperatorTestHarness<I, T> harness,
            TypeInformation<T> output,
            OperatorSubtaskState restored)
            throws Exception {
        harness.getStreamConfig().setStatePartitioner(0, operator.key());
        harness.getStreamConfig().setStateKeySerializer(StringSerializer.INSTANCE);
        harness.getStreamConfig().serializeAllConfigs();
        harness.setup(output.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        harness.initializeState(restored);
        harness.open();
    }

    /** What is left of a state: it goes through an operator that does nothing but keep it. */
    private OperatorSubtaskState without(
            Forgetting forgetting, OperatorSubtaskState state, int parallelism, int subtask)
            throws Exception {
        OperatorSubtaskState keyed =
                state.toBuilder().setRawKeyedState(StateObjectCollection.empty()).build();
        try (var keeper =
                new OneInputStreamOperatorTestHarness<I, O>(
                        new KeyedProcessOperator<>(new Idle<String, I, O>()),
                        environment(parallelism, subtask))) {
            start(keeper, operator.output(), keyed);
            forgetting.change(keeper.getOperator().getKeyedStateBackend());
            return state.toBuilder()
                    .setManagedKeyedState(keeper.snapshot(0, 0).getManagedKeyedState())
                    .setRawKeyedState(forgetting.rawKeyedState(state.getRawKeyedState()))
                    .build();
        }
    }

    private static final class Idle<K, I, O> extends KeyedProcessFunction<K, I, O> {

        private static final long serialVersionUID = 1;

        @Override
        public void processElement(I input, Context context, Collector<O> out) {}
    }

    /** The part of a snapshot that belongs to a subtask of an operator of this parallelism. */
    private static OperatorSubtaskState share(
            List<OperatorSubtaskState> snapshot, int parallelism, int subtask) throws Exception {
        if (snapshot.isEmpty()) {
            return null;
        }
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(
                        snapshot.toArray(OperatorSubtaskState[]::new)),
                KEY_GROUPS,
                snapshot.size(),
                parallelism,
                subtask);
    }

    int parallelism() {
        return subtasks.size();
    }

    /** The subtask that gets this input. */
    int subtaskOf(I input) throws Exception {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                operator.key().getKey(input), KEY_GROUPS, parallelism());
    }

    OneInputStreamOperatorTestHarness<I, O> harness(int subtask) {
        return subtasks.get(subtask);
    }

    /** What a subtask has written since it started. */
    List<O> output(int subtask) {
        return subtasks.get(subtask).extractOutputValues();
    }

    /** What a subtask has written since the last call. */
    List<O> takeOutput(int subtask) {
        List<O> taken = output(subtask);
        subtasks.get(subtask).getOutput().clear();
        return taken;
    }

    /** What a subtask has written to the side since it started. */
    <X> List<X> sideOutput(int subtask, OutputTag<X> tag) {
        var written = subtasks.get(subtask).getSideOutput(tag);
        return written == null ? List.of() : written.stream().map(StreamRecord::getValue).toList();
    }

    void process(int subtask, I input) throws Exception {
        subtasks.get(subtask).processElement(new StreamRecord<>(input));
    }

    /** A barrier has reached the subtask: what Flink does then. */
    OperatorSubtaskState snapshot(int subtask, long checkpoint) throws Exception {
        var harness = subtasks.get(subtask);
        harness.getOneInputOperator().prepareSnapshotPreBarrier(checkpoint);
        return harness.snapshot(checkpoint, checkpoint);
    }

    void notifyComplete(long checkpoint) throws Exception {
        for (var harness : subtasks) {
            harness.notifyOfCompletedCheckpoint(checkpoint);
        }
    }

    /** All keyed state that the operator has now, by its path. */
    SortedMap<String, String> dump(KeyedStates states) throws Exception {
        SortedMap<String, String> dump = new TreeMap<>();
        for (var harness : subtasks) {
            states.dump(harness.getOperator().<String>getKeyedStateBackend())
                    .forEach((path, bytes) -> dump.put(operator.uid() + "/" + path, bytes));
        }
        return dump;
    }

    @Override
    public void close() throws Exception {
        for (var harness : subtasks) {
            harness.close();
        }
    }
}
