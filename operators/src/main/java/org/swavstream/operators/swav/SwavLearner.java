package org.swavstream.operators.swav;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.swavstream.state.tensor.SavedTensors;

/**
 * A model that learns by online SwAV.
 *
 * <p>Owns: the model, its momentum, its feature queue and the copy of them, in native memory;
 * released by {@link #close}. Design constraint: beside what a {@link Learner} depends on, the
 * number of threads reaches the bits.
 */
@SuppressWarnings("try") // a scope works by being open
public final class SwavLearner implements Learner {

    private final SwavSettings settings;
    private final Placement placement;
    private final SwavModel model;
    private final ParameterBuffers parameters;
    private final LearnedTensors learned;
    private final SwavStep swavStep;
    private LearnedCopy copy;

    /**
     * A learner with first parameters. {@link
     * org.swavstream.operators.natives.NativeLibraries#load} comes first.
     *
     * @throws IllegalArgumentException if the device does not exist
     */
    public SwavLearner(SwavSettings settings) {
        this(settings, NormStatistics.BATCH_TRACKED);
    }

    /**
     * @param statistics by which batch norms normalise in training
     */
    SwavLearner(SwavSettings settings, NormStatistics statistics) {
        this.settings = settings;
        this.placement = Placement.of(settings.compute());
        try (Unfinished made = new Unfinished()) {
            this.model =
                    made.add(
                            new SwavModel(settings.model(), placement, settings.seed()),
                            SwavModel::close);
            this.parameters =
                    made.add(new ParameterBuffers(model.parameters(true)), ParameterBuffers::close);
            this.learned =
                    new LearnedTensors(
                            model.weights(),
                            parameters.momentum(),
                            model.prototypeStore(),
                            made.add(emptyQueue(), FeatureQueue::close));
            this.swavStep =
                    new SwavStep(
                            settings,
                            model,
                            parameters,
                            queue(),
                            new Differentiator(settings, model, queue(), placement, statistics),
                            this::finishCopy);
            made.finish();
        }
    }

    private FeatureQueue emptyQueue() {
        return new FeatureQueue(
                settings.loss().assignmentCrops().size(),
                settings.queue().length(),
                settings.model().featureDim(),
                placement);
    }

    @Override
    public PreparedBatch prepare(List<byte[]> samples) {
        return new NativeBatch(samples, settings, placement);
    }

    @Override
    public StepResult train(long step, PreparedBatch batch) {
        try (PointerScope scope = new PointerScope()) {
            List<MicroBatch> parts = ((NativeBatch) batch).parts();
            return swavStep.make(step, settings.schedule().rate(step), parts);
        }
    }

    /**
     * Makes one step with views that are normalised already, at a given learning rate. Only for
     * checks against other implementations ({@code swav.parity}).
     *
     * @param step as in {@link #train}, but for the learning rate
     * @param rate the learning rate, from 0
     * @param views each [batch, 3, side, side], row-major, in the order of the crop groups
     * @throws NonFiniteStepException as in {@link #train}
     */
    public StepResult trainNormalized(long step, double rate, List<float[]> views) {
        int samples = views.get(0).length / settings.crops().get(0).viewBytes();
        try (PointerScope scope = new PointerScope()) {
            List<MicroBatch> parts =
                    MicroBatch.of(
                            samples,
                            settings.compute().microBatch(),
                            (from, to) -> () -> views(views, samples, from, to));
            return swavStep.make(step, rate, parts);
        }
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

    @Override
    public Embeddings embed(List<byte[]> images, int side) {
        return new Embedder(model, settings.model(), placement).embed(images, side);
    }

    /**
     * What the network makes of a few normalised images, in evaluation mode. Changes nothing. Only
     * for checks against other implementations ({@code swav.parity}).
     *
     * @param images [n, 3, side, side], row-major
     * @param side their width and height in pixels
     */
    public Embeddings embedNormalized(float[] images, int side) {
        return new Embedder(model, settings.model(), placement).embedNormalized(images, side);
    }

    /** The queue of this learner, for reading and restoring its rows. */
    public FeatureQueue queue() {
        return learned.queue();
    }

    @Override
    public LearnedState state() {
        return learned;
    }

    @Override
    public void beginCopy() {
        if (copy == null) {
            copy = new LearnedCopy(learned, parameters, placement);
        }
        copy.begin();
    }

    @Override
    public LearnedState completeCopy() {
        return copy.complete();
    }

    private void finishCopy() {
        if (copy != null) {
            copy.complete();
        }
    }

    @Override
    public void restoreWeights(SavedTensors saved) throws IOException {
        learned.weights().restore("weights", saved);
    }

    @Override
    public void restorePrototypes(SavedTensors saved) throws IOException {
        learned.prototypes().restore("prototypes", saved);
    }

    @Override
    public void restoreMomentum(SavedTensors saved) throws IOException {
        learned.momentum().restore("momentum", saved);
    }

    @Override
    public void restoreQueueRows(int crop, int from, byte[] rows) {
        learned.queue().restoreRows(crop, from, rows);
    }

    @Override
    public void restoreQueueInserted(long inserted) {
        learned.queue().restoreInserted(inserted);
    }

    @Override
    public void close() {
        swavStep.close();
        if (copy != null) {
            copy.close();
        }
        queue().close();
        parameters.close();
        model.close();
    }
}
