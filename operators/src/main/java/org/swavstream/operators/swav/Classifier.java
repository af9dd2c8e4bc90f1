package org.swavstream.operators.swav;

import java.util.Collection;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A linear layer from features to classes, with the cross-entropy as its loss.
 *
 * <p>Owns: its parameters in native memory; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
final class Classifier implements AutoCloseable {

    private static final String NAME = "fc";

    private final TensorStore store;
    private final Placement placement;
    private final Linear layer;

    private Classifier(TensorStore store, Placement placement, Linear layer) {
        this.store = store;
        this.placement = placement;
        this.layer = layer;
    }

    /** With weights from a normal distribution around 0 and without bias, as in eval_linear.py. */
    static Classifier normal(
            int features, int classes, double deviation, Placement placement, long seed) {
        return of(
                layers -> layers.normalLinear(NAME, features, classes, deviation), placement, seed);
    }

    /** With PyTorch's own first parameters, as in eval_semisup.py. */
    static Classifier uniform(int features, int classes, Placement placement, long seed) {
        return of(layers -> layers.linear(NAME, features, classes), placement, seed);
    }

    private static Classifier of(
            Function<LayerFactory, Linear> layer, Placement placement, long seed) {
        TensorStore store = new TensorStore();
        try (PointerScope scope = new PointerScope()) {
            LayerFactory layers = new LayerFactory(store, placement, seed);
            return new Classifier(store, placement, layer.apply(layers));
        }
    }

    /** What gradients are taken of. */
    Collection<Tensor> parameters() {
        return store.trainable().values();
    }

    /**
     * Mean cross-entropy; of the caller's scope.
     *
     * @param features [n, features], on the device
     * @param classes the n true classes, from 0
     */
    Tensor loss(Tensor features, int[] classes) {
        Tensor targets = placement.move(TensorBytes.tensor(classes));
        return torch.cross_entropy_loss(layer.forward(features), targets);
    }

    /**
     * Accuracy on features of known classes.
     *
     * @param features [n, features], anywhere
     */
    Accuracy test(Tensor features, int[] classes) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            return Accuracy.of(layer.forward(placement.place(features)), classes);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
