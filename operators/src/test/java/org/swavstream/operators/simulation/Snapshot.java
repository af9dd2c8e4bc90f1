package org.swavstream.operators.simulation;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * A completed checkpoint of a {@link SimulatedJob}.
 *
 * @param checkpoint its number
 * @param position of the source: number of records read
 * @param sequencers snapshot of each subtask
 * @param trainers snapshot of each subtask
 * @param written what the job wrote before its barrier; it is committed with the checkpoint
 */
record Snapshot(
        long checkpoint,
        int position,
        List<OperatorSubtaskState> sequencers,
        List<OperatorSubtaskState> trainers,
        List<Object> written) {

    /** Of a job that begins. */
    static final Snapshot NONE = new Snapshot(0, 0, List.of(), List.of(), List.of());
}
