package org.swavstream.operators.training;

import java.util.List;
import org.swavstream.operators.swav.PreparedBatch;
import org.swavstream.state.checkpoint.HeldOutImage;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.ledger.RecordPosition;

/**
 * What a step needs, beside the model. Whoever computes the step closes the batch.
 *
 * @param progress before the step
 * @param positions of the batch's records, in the order of the sequence numbers
 * @param batch their views
 * @param probeImages to be measured after the step; mostly none
 * @param idle time before the step
 */
record StepInput(
        TrainingProgress progress,
        List<RecordPosition> positions,
        PreparedBatch batch,
        List<HeldOutImage> probeImages,
        StepClock.Idle idle) {}
