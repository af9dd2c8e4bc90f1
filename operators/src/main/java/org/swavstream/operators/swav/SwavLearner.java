package org.swavstream.operators.swav;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.sample.CropGroup;
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

    /** The smallest batch that batch norms and codes can be computed of. */
    public static final int LEAST_BATCH = 2;

    private final SwavSettings settings;
    private final Devices.Choice choice;
    private final Placement placement;
    private final SwavModel model;
    private final TensorStore momentum = new TensorStore();
    private final FeatureQueue queue;
    private final Training training;

    /**
     * A learner with first parameters. {@link
     * org.swavstream.operators.natives.NativeLibraries#load} comes first.
     *
     * @throws IllegalArgumentException if the device does not exist
     */
    public SwavLearner(SwavSettings settings) {
        this(settings, Statistics.BATCH_TRACKED);
    }

    /**
     * @param statistics by which batch norms normalise in training
     */
    SwavLearner(SwavSettings settings, Statistics statistics) {
        this.settings = settings;
        this.choice = Devices.choose(settings.compute().device());
        this.placement = new Placement(choice.name(), settings.compute().precision());
        this.model = new SwavModel(settings.model(), placement, settings.seed());
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
        this.training =
                new Training(
                        settings,
                        model,
                        momentum,
                        queue,
                        new Differentiator(settings, model, queue, placement, statistics));
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
     * @throws NonFiniteLossException if the loss, a gradient or a parameter's norm is not finite;
     *     then nothing is changed
     */
    public StepResult train(long step, List<byte[]> samples) {
        try (PointerScope scope = new PointerScope()) {
            double rate = settings.schedule().rate(step);
            return training.step(
                    step,
                    rate,
                    batch(samples.size(), (from, to) -> views(samples.subList(from, to))));
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
        CropGroup first = settings.crops().get(0);
        int samples = views.get(0).length / (first.bytes() / first.count());
        try (PointerScope scope = new PointerScope()) {
            return training.step(
                    step, rate, batch(samples, (from, to) -> views(views, samples, from, to)));
        }
    }

    private List<MicroBatch> batch(int samples, BiFunction<Integer, Integer, List<Tensor>> views) {
        return MicroBatch.of(samples, settings.compute().microBatch(), views);
    }

    private List<Tensor> views(List<byte[]> samples) {
        return ViewBatch.of(samples, settings.resolutions(), placement);
    }

    private List<Tensor> views(List<float[]> views, int samples, int from, int to) {
        List<float[]> part =
                views.stream()
                        .map(
                                view -> {
                                    int size = view.length / samples;
                                    return Arrays.copyOfRange(view, from * size, to * size);
                                })
                        .toList();
        return ViewBatch.ofNormalized(part, settings.resolutions(), placement);
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
