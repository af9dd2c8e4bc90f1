package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.swavstream.operators.natives.Devices;
import org.swavstream.state.tensor.TensorData;

/**
 * A model that learns, batch by batch: one step of online SwAV for each.
 *
 * <p>Owns: the model, its momentum and its feature queue, in native memory; released by {@link
 * #close}. Lifecycle: made with first parameters, restored if there is something to restore; then
 * {@link #train}, {@link #embed} and the readers of the state in any order, by one thread. Design
 * constraint: the settings, the state that is saved here, the samples and the number of threads
 * decide the next step to the bit.
 */
@SuppressWarnings("try") // a scope works by being open
public final class SwavLearner implements AutoCloseable {

    public static final int LEAST_BATCH = 2;

    private final SwavSettings settings;
    private final Devices.Choice choice;
    private final Placement placement;
    private final SwavModel model;
    private final TensorStore momentum = new TensorStore();
    private final SwavLoss loss;
    private final Lars lars;
    private final FeatureQueue queue;

    /**
     * A learner with first parameters. {@link
     * org.swavstream.operators.natives.NativeLibraries#load} comes first.
     *
     * @throws IllegalArgumentException if the device does not exist
     */
    public SwavLearner(SwavSettings settings) {
        this(settings, Precision.FLOAT32);
    }

    /**
     * A learner with first parameters that computes in the given precision.
     *
     * @throws IllegalArgumentException if the device does not exist
     */
    public SwavLearner(SwavSettings settings, Precision precision) {
        this.settings = settings;
        this.choice = Devices.choose(settings.device());
        this.placement = new Placement(choice.name(), precision);
        this.model = new SwavModel(settings.model(), placement, settings.seed());
        this.loss = new SwavLoss(settings.loss(), settings.views());
        this.lars = new Lars(settings.optimizer());
        this.queue =
                new FeatureQueue(
                        settings.loss().assignmentCrops().size(),
                        settings.queue().length(),
                        settings.model().featureDim(),
                        placement);
        try (PointerScope scope = new PointerScope()) {
            model.parameters(true)
                    .forEach(
                            (name, parameter) ->
                                    momentum.add(name, torch.zeros_like(parameter.detach())));
        }
    }

    /** The device that the learner computes on, and why. */
    public Devices.Choice device() {
        return choice;
    }

    /**
     * Makes one step.
     *
     * @param step its number, from 0: it decides the learning rate, whether the prototypes are
     *     frozen and whether the queue is used
     * @param samples at least 2, in an order that is part of the result; of each all views, as
     *     8-bit RGB, group after group
     * @throws NonFiniteLossException if the loss or a gradient is not finite; then nothing is
     *     changed
     */
    public StepResult train(long step, List<byte[]> samples) {
        Stopwatch stopwatch = new Stopwatch();
        requireBatch(samples.size());
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> views = ViewBatch.of(samples, settings.crops(), placement);
            return train(step, settings.schedule().rate(step), views, stopwatch);
        }
    }

    /**
     * Makes one step with views that are normalised already, at a given learning rate.
     *
     * @param step as in {@link #train}, but for the learning rate
     * @param rate the learning rate, from 0
     * @param views each [batch, 3, side, side], row-major, in the order of the crop groups
     * @throws NonFiniteLossException as in {@link #train}
     */
    public StepResult trainNormalized(long step, double rate, List<float[]> views) {
        Stopwatch stopwatch = new Stopwatch();
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> groups = ViewBatch.ofNormalized(views, settings.crops(), placement);
            return train(step, rate, groups, stopwatch);
        }
    }

    private static void requireBatch(int batch) {
        if (batch < LEAST_BATCH) {
            throw new IllegalArgumentException(
                    "a batch of %d samples: batch norms and codes need at least %d; leave it out"
                            .formatted(batch, LEAST_BATCH));
        }
    }

    private StepResult train(long step, double rate, List<Tensor> views, Stopwatch stopwatch) {
        ForwardUndo undo = new ForwardUndo(model.changedByForward());
        try {
            return update(step, rate, views, stopwatch);
        } catch (RuntimeException failure) {
            undo.restore();
            throw failure;
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
        if (settings.queue().active(step)) {
            queue.insert(loss.assignmentViews(features.detach()));
        }
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
        for (Map.Entry<String, Tensor> parameter : parameters.entrySet()) {
            trainables.add(
                    new Trainable(
                            parameter.getValue(),
                            gradients.get(trainables.size()),
                            momentum.get(parameter.getKey())));
        }
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

    /**
     * What the network makes of images, in evaluation mode. Changes nothing.
     *
     * @param images 8-bit RGB, side × side × 3 bytes each
     * @param side their width and height in pixels
     */
    public Embeddings embed(List<byte[]> images, int side) {
        return new Embedder(model, settings.model(), placement).embed(images, side);
    }

    /**
     * What the network makes of a few normalised images, in evaluation mode. Changes nothing.
     *
     * @param images [n, 3, side, side], row-major
     * @param side their width and height in pixels
     */
    public Embeddings embedNormalized(float[] images, int side) {
        return new Embedder(model, settings.model(), placement).embedNormalized(images, side);
    }

    /** The queue of this learner, for reading and restoring its rows. */
    public FeatureQueue queue() {
        return queue;
    }

    /** Parameters of trunk and head, and the statistics of their batch norms. */
    public List<TensorData> weights() {
        return model.weights().save();
    }

    /** The prototypes. */
    public List<TensorData> prototypes() {
        return model.prototypeStore().save();
    }

    /** Momentum of every parameter, by the parameter's name; that of the prototypes too. */
    public List<TensorData> momentum() {
        return momentum.save();
    }

    /**
     * Puts back what {@link #weights} gave.
     *
     * @throws IllegalArgumentException naming what is unknown, missing or of another shape or type;
     *     then nothing is changed
     */
    public void restoreWeights(List<TensorData> saved) {
        model.weights().restore("weights", saved);
    }

    /**
     * Puts back what {@link #prototypes} gave.
     *
     * @throws IllegalArgumentException as for {@link #restoreWeights}
     */
    public void restorePrototypes(List<TensorData> saved) {
        model.prototypeStore().restore("prototypes", saved);
    }

    /**
     * Puts back what {@link #momentum} gave.
     *
     * @throws IllegalArgumentException as for {@link #restoreWeights}
     */
    public void restoreMomentum(List<TensorData> saved) {
        momentum.restore("momentum", saved);
    }

    @Override
    public void close() {
        model.close();
        momentum.close();
        queue.close();
    }
}
