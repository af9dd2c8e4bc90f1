package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The gradient of a batch, of all its samples at once or of one micro-batch after the other.
 *
 * <p>Codes are those of the whole batch in either case, so with micro-batches everything passes
 * through the network twice: first without gradient, for the features that the codes are made of,
 * then with it. Each pass of a micro-batch has a pointer scope of its own, and with it its
 * activations. The running statistics of the batch norms follow the second pass.
 *
 * <p>Owns: the loss; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
final class Differentiator implements AutoCloseable {

    private final SwavSettings settings;
    private final SwavModel model;
    private final FeatureQueue queue;
    private final Placement placement;
    private final NormStatistics statistics;
    private final SwavLoss loss;

    /**
     * @param statistics by which batch norms normalise in training
     */
    Differentiator(
            SwavSettings settings,
            SwavModel model,
            FeatureQueue queue,
            Placement placement,
            NormStatistics statistics) {
        this.settings = settings;
        this.model = model;
        this.queue = queue;
        this.placement = placement;
        this.statistics = statistics;
        this.loss = new SwavLoss(settings.loss(), settings.views());
    }

    /**
     * Adds the gradients of the loss to those of the parameters, and changes running statistics;
     * what it returns belongs to the caller's pointer scope.
     *
     * @throws NonFiniteStepException if the loss is not finite
     */
    BatchLoss differentiate(long step, List<MicroBatch> batch, Stopwatch stopwatch) {
        return batch.size() == 1
                ? atOnce(step, batch.get(0), stopwatch)
                : inParts(step, batch, stopwatch);
    }

    private BatchLoss atOnce(long step, MicroBatch batch, Stopwatch stopwatch) {
        List<Tensor> views = batch.views().get();
        stopwatch.lap(StepPart.TO_DEVICE);
        Tensor features = model.features(views, statistics);
        Tensor scores = model.scores(features);
        stopwatch.lap(StepPart.FORWARD);
        List<Tensor> codes = codes(step, () -> loss.assignmentViews(scores));
        stopwatch.lap(StepPart.SINKHORN);
        Tensor value = loss.loss(scores, codes);
        backward(value, parameters(step));
        double finiteLoss = requireFinite(step, value.item_double());
        stopwatch.lap(StepPart.BACKWARD);
        return new BatchLoss(finiteLoss, loss.assignmentViews(features.detach()), codes);
    }

    private BatchLoss inParts(long step, List<MicroBatch> batch, Stopwatch stopwatch) {
        List<Tensor> features = assignmentFeatures(batch, stopwatch);
        List<Tensor> codes = codes(step, () -> scores(features));
        stopwatch.lap(StepPart.SINKHORN);
        double sum = 0;
        for (MicroBatch part : batch) {
            try (PointerScope scope = new PointerScope()) {
                Tensor value = shareOfLoss(part, codes, stopwatch);
                backward(value, parameters(step));
                sum += requireFinite(step, value.item_double());
            }
            stopwatch.lap(StepPart.BACKWARD);
        }
        return new BatchLoss(sum, features, codes);
    }

    /** The first pass. */
    private List<Tensor> assignmentFeatures(List<MicroBatch> batch, Stopwatch stopwatch) {
        List<Tensor> features = new ArrayList<>();
        for (int crop = 0; crop < settings.loss().assignmentCrops().size(); crop++) {
            features.add(placement.zeros(samples(batch), settings.model().featureDim()));
        }
        for (MicroBatch part : batch) {
            try (PointerScope scope = new PointerScope();
                    AutoGradMode withoutGradient = new AutoGradMode(false)) {
                List<Tensor> views = part.views().get();
                stopwatch.lap(StepPart.TO_DEVICE);
                Tensor all = model.features(views, statistics.untracked());
                List<Tensor> found = loss.assignmentViews(all);
                for (int crop = 0; crop < found.size(); crop++) {
                    rows(features.get(crop), part).copy_(found.get(crop));
                }
            }
            stopwatch.lap(StepPart.FORWARD);
        }
        return features;
    }

    /** The second pass: what a micro-batch adds to the mean over the whole batch. */
    private Tensor shareOfLoss(MicroBatch part, List<Tensor> codes, Stopwatch stopwatch) {
        List<Tensor> views = part.views().get();
        stopwatch.lap(StepPart.TO_DEVICE);
        Tensor scores = model.scores(model.features(views, statistics));
        List<Tensor> own = codes.stream().map(code -> rows(code, part)).toList();
        double share = part.samples() / (double) codes.get(0).size(0);
        return loss.loss(scores, own).mul(new Scalar(share));
    }

    /** What they are made of is released at once, before the second pass needs the memory. */
    private List<Tensor> codes(long step, Supplier<List<Tensor>> scores) {
        boolean withQueue = settings.queue().active(step) && queue.isFull();
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            return loss.codes(scores.get(), withQueue ? scores(queue.features()) : List.of());
        }
    }

    /** Scores with the prototypes of now. */
    private List<Tensor> scores(List<Tensor> features) {
        return features.stream().map(model::scores).toList();
    }

    private TensorVector parameters(long step) {
        TensorVector parameters = new TensorVector();
        model.parameters(settings.loss().movesPrototypes(step))
                .values()
                .forEach(parameters::push_back);
        return parameters;
    }

    private static void backward(Tensor value, TensorVector parameters) {
        torch.backward(
                new TensorVector(value), new TensorVector(), new BoolOptional(), false, parameters);
    }

    private static Tensor rows(Tensor ofBatch, MicroBatch part) {
        return ofBatch.narrow(0, part.from(), part.samples());
    }

    private static int samples(List<MicroBatch> batch) {
        return batch.stream().mapToInt(MicroBatch::samples).sum();
    }

    private static double requireFinite(long step, double loss) {
        if (!Double.isFinite(loss)) {
            throw new NonFiniteStepException(step, loss, null);
        }
        return loss;
    }

    @Override
    public void close() {
        loss.close();
    }
}
