package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One step of online SwAV, in the order of the reference (main_swav.py).
 *
 * <p>Design constraint: what cannot be taken back, the weights and the queue, changes last, once
 * loss and gradients are known to be finite.
 */
final class Training {

    private final SwavSettings settings;
    private final SwavModel model;
    private final TensorStore momentum;
    private final FeatureQueue queue;
    private final SwavLoss loss;
    private final Lars lars;

    Training(SwavSettings settings, SwavModel model, TensorStore momentum, FeatureQueue queue) {
        this.settings = settings;
        this.model = model;
        this.momentum = momentum;
        this.queue = queue;
        this.loss = new SwavLoss(settings.loss(), settings.views());
        this.lars = new Lars(settings.optimizer());
    }

    /**
     * Makes a step; all that it allocates belongs to the caller's pointer scope.
     *
     * @param views for each resolution [views · batch, 3, side, side], normalised
     */
    StepResult step(long step, double rate, List<Tensor> views, Stopwatch stopwatch) {
        requireBatch(views.get(0).size(0) / settings.resolutions().get(0).count());
        ForwardUndo undo = new ForwardUndo(model.changedByForward());
        try {
            return update(step, rate, views, stopwatch);
        } catch (RuntimeException failure) {
            undo.restore();
            throw failure;
        }
    }

    private static void requireBatch(long batch) {
        if (batch < SwavLearner.LEAST_BATCH) {
            throw new IllegalArgumentException(
                    "a batch of %d samples: batch norms and codes need at least %d; leave it out"
                            .formatted(batch, SwavLearner.LEAST_BATCH));
        }
    }

    private StepResult update(long step, double rate, List<Tensor> views, Stopwatch stopwatch) {
        long toDevice = stopwatch.lap();
        model.normalizePrototypes();
        Tensor features = model.features(views);
        Tensor scores = model.scores(features);
        long forward = stopwatch.lap();
        List<Tensor> codes = loss.codes(scores.detach(), earlierScores(step));
        long sinkhorn = stopwatch.lap();
        Tensor value = loss.loss(scores, codes);
        List<Trainable> trainables = differentiate(value, step);
        double finiteLoss = requireFinite(step, value.item_double());
        long backward = stopwatch.lap();
        optimize(step, rate, trainables, finiteLoss);
        enqueue(step, features);
        StepTimings timings =
                new StepTimings(toDevice, forward, sinkhorn, backward, stopwatch.lap());
        int batch = Math.toIntExact(features.size(0) / settings.views());
        double entropy = codes.stream().mapToDouble(Sinkhorn::entropy).average().orElseThrow();
        return new StepResult(step, batch, finiteLoss, rate, entropy, timings);
    }

    /** Scores of the queue's features with the prototypes of now; none while it is not in use. */
    private List<Tensor> earlierScores(long step) {
        if (!settings.queue().active(step) || !queue.isFull()) {
            return List.of();
        }
        return queue.features().stream().map(rows -> model.scores(rows).detach()).toList();
    }

    private List<Trainable> differentiate(Tensor value, long step) {
        boolean frozen = step < settings.loss().freezePrototypesSteps();
        Map<String, Tensor> parameters = model.parameters(!frozen);
        TensorVector inputs = new TensorVector();
        parameters.values().forEach(inputs::push_back);
        TensorVector gradients = torch.grad(new TensorVector(value), inputs);
        List<Trainable> trainables = new ArrayList<>();
        parameters.forEach(
                (name, parameter) ->
                        trainables.add(
                                new Trainable(
                                        parameter,
                                        gradients.get(trainables.size()),
                                        momentum.get(name))));
        return trainables;
    }

    private static double requireFinite(long step, double loss) {
        if (!Double.isFinite(loss)) {
            throw new NonFiniteLossException(step, loss, null);
        }
        return loss;
    }

    private void optimize(long step, double rate, List<Trainable> trainables, double finiteLoss) {
        try {
            lars.step(trainables, rate);
        } catch (ArithmeticException e) {
            throw new NonFiniteLossException(step, finiteLoss, e);
        }
    }

    private void enqueue(long step, Tensor features) {
        if (settings.queue().active(step)) {
            queue.insert(loss.assignmentViews(features.detach()));
        }
    }
}
