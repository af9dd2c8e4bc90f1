package org.swavstream.operators.swav;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.state.tensor.SavedTensors;

/**
 * A trunk by itself: what is left of a model when pretraining is over.
 *
 * <p>Owns: its tensors in native memory; released by {@link #close}. To be used by one thread.
 */
@SuppressWarnings("try") // a scope works by being open
public final class TrunkModel implements AutoCloseable {

    private final TensorStore weights = new TensorStore();
    private final TrunkSettings settings;
    private final Placement placement;
    private final Trunk trunk;

    /**
     * An untrained trunk: with a model's seed, that of the model before its first step. {@link
     * org.swavstream.operators.natives.NativeLibraries#load} comes first.
     *
     * @param device that of the trunk and of all that is computed with it
     */
    public TrunkModel(TrunkSettings settings, long seed, Devices.Choice device) {
        this.settings = settings;
        this.placement = new Placement(device.name(), Precision.FLOAT32);
        try (Unfinished made = new Unfinished();
                PointerScope scope = new PointerScope()) {
            made.add(weights, TensorStore::close);
            this.trunk = new Trunk(settings, new LayerFactory(weights, placement, seed));
            made.finish();
        }
    }

    /**
     * Gives every tensor a stored value.
     *
     * @param stored the tensors of a trunk, by torchvision's names
     * @throws IllegalArgumentException naming what is unknown, missing or of another shape or type;
     *     then nothing is changed
     * @throws IOException if a tensor cannot be read; then this trunk is of no use
     */
    public void restore(SavedTensors stored) throws IOException {
        weights.restore("weights", stored);
    }

    /** Its shape. */
    public TrunkSettings settings() {
        return settings;
    }

    /**
     * Features of images, in evaluation mode: the average over the last feature maps, not
     * normalised. Changes nothing.
     *
     * @param images 8-bit RGB, side × side × 3 bytes each
     * @param side their width and height in pixels
     */
    public FeatureMatrix features(List<byte[]> images, int side) {
        FeatureMatrix features = FeatureMatrix.zeros(images.size(), settings.features());
        Embedder.inChunks(images, side, (part, from) -> features.put(from, evaluate(part, side)));
        return features;
    }

    private float[] evaluate(List<byte[]> images, int side) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            return TensorBytes.floats(forward(images, side, NormStatistics.RUNNING));
        }
    }

    /** Images → their features [n, features], on the device; of the caller's scope. */
    Tensor forward(List<byte[]> images, int side, NormStatistics statistics) {
        List<CropGroup> whole = List.of(new CropGroup(1, side));
        return trunk.forward(ViewBatch.of(images, whole, placement).get(0), statistics);
    }

    Placement placement() {
        return placement;
    }

    /** What gradients are taken of. */
    Collection<Tensor> parameters() {
        return weights.trainable().values();
    }

    @Override
    public void close() {
        weights.close();
    }
}
