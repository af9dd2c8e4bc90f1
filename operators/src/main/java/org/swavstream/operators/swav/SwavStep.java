package org.swavstream.operators.swav;

import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * One step of online SwAV, in the order of the reference (main_swav.py).
 *
 * <p>Design constraint: what cannot be taken back, the weights and the queue, changes last, once
 * loss and gradients are known to be finite.
 *
 * <p>Owns: the differentiator; released by {@link #close}.
 */
final class SwavStep implements AutoCloseable {

    private final SwavSettings settings;
    private final SwavModel model;
    private final ParameterBuffers parameters;
    private final FeatureQueue queue;
    private final Differentiator differentiator;
    private final Runnable beforeUpdate;
    private final Lars lars;

    /**
     * @param beforeUpdate done in each step before the update of parameters, momentum and queue
     */
    SwavStep(
            SwavSettings settings,
            SwavModel model,
            ParameterBuffers parameters,
            FeatureQueue queue,
            Differentiator differentiator,
            Runnable beforeUpdate) {
        this.settings = settings;
        this.model = model;
        this.parameters = parameters;
        this.queue = queue;
        this.differentiator = differentiator;
        this.beforeUpdate = beforeUpdate;
        this.lars = new Lars(settings.optimizer());
    }

    /** Makes a step; all that it allocates belongs to the caller's pointer scope. */
    StepResult make(long step, double rate, List<MicroBatch> batch) {
        requireBatch(batch);
        ForwardUndo undo = new ForwardUndo(model.changedByForward());
        try {
            return attempt(step, rate, batch);
        } catch (RuntimeException failure) {
            undo.restore();
            throw failure;
        }
    }

    private static void requireBatch(List<MicroBatch> batch) {
        int samples = batch.stream().mapToInt(MicroBatch::samples).sum();
        if (samples < Learner.MIN_BATCH) {
            throw new IllegalArgumentException(
                    "a batch of %d samples: batch norms and codes need at least %d; leave it out"
                            .formatted(samples, Learner.MIN_BATCH));
        }
    }

    private StepResult attempt(long step, double rate, List<MicroBatch> batch) {
        Stopwatch stopwatch = new Stopwatch();
        // A copy does not see this: it has taken the prototypes before the step began.
        model.normalizePrototypes();
        parameters.clearGradients();
        BatchLoss found = differentiator.differentiate(step, batch, stopwatch);
        beforeUpdate.run();
        stopwatch.lap(StepPart.CHECKPOINT_COPY);
        optimize(step, rate, found);
        enqueue(step, found.features());
        stopwatch.lap(StepPart.OPTIMIZER);
        double entropy =
                found.codes().stream().mapToDouble(Sinkhorn::entropy).average().orElseThrow();
        return new StepResult(found.loss(), rate, entropy, stopwatch.nanoseconds());
    }

    private void optimize(long step, double rate, BatchLoss found) {
        try {
            lars.step(parameters, moving(step), rate);
        } catch (DivergedException e) {
            throw new NonFiniteStepException(step, found.loss(), e);
        }
    }

    private Set<String> moving(long step) {
        return model.parameters(settings.loss().movesPrototypes(step)).keySet();
    }

    private void enqueue(long step, List<Tensor> features) {
        if (settings.queue().active(step)) {
            queue.insert(features);
        }
    }

    @Override
    public void close() {
        differentiator.close();
    }
}
