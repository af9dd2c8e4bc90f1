package org.swavstream.operators.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** A checkpoint whose barrier is on its way to the trainers. */
final class PendingSnapshot {

    private final long checkpoint;
    private final int position;
    private final List<OperatorSubtaskState> sequencers;
    private final OperatorSubtaskState[] trainers;
    private final List<Object> written;
    private boolean abandoned;

    /**
     * @param written by the job before, and by the sequencers before the barrier
     */
    PendingSnapshot(
            long checkpoint,
            int position,
            List<OperatorSubtaskState> sequencers,
            int trainers,
            List<Object> written) {
        this.checkpoint = checkpoint;
        this.position = position;
        this.sequencers = sequencers;
        this.trainers = new OperatorSubtaskState[trainers];
        this.written = written;
    }

    /** The barrier has reached a trainer, which wrote {@code output} before it. */
    void add(int trainer, OperatorSubtaskState state, List<?> output) {
        trainers[trainer] = state;
        written.addAll(output);
    }

    void abandon() {
        abandoned = true;
    }

    /** Whether the barrier has reached all trainers. */
    boolean isThrough() {
        return Arrays.stream(trainers).allMatch(Objects::nonNull);
    }

    /** The checkpoint, now that the barrier is through; empty if it was abandoned. */
    Optional<Snapshot> completed() {
        return abandoned
                ? Optional.empty()
                : Optional.of(
                        new Snapshot(checkpoint, position, sequencers, List.of(trainers), written));
    }
}
