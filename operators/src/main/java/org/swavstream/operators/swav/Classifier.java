package org.swavstream.operators.swav;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A linear layer from features to classes, with the cross-entropy as its loss.
 *
 * <p>Owns: its parameters in native memory; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
final class Classifier implements AutoCloseable {

    private static final String WEIGHT = "fc.weight";
    private static final String BIAS = "fc.bias";

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
        TensorStore store = new TensorStore();
        try (PointerScope scope = new PointerScope()) {
            GeneratorOptional generator = new GeneratorOptional(torch.make_generator_cpu(seed));
            Tensor weight = torch.empty(classes, features).normal_(0, deviation, generator);
            Linear layer =
                    new Linear(
                            parameter(store, placement, WEIGHT, weight),
                            parameter(store, placement, BIAS, torch.zeros(classes)));
            return new Classifier(store, placement, layer);
        }
    }

    private static Tensor parameter(
            TensorStore store, Placement placement, String name, Tensor values) {
        Tensor parameter = placement.place(values);
        parameter.set_requires_grad(true);
        return store.add(name, parameter);
    }

    /** With PyTorch's own first parameters, as in eval_semisup.py. */
    static Classifier uniform(int features, int classes, Placement placement, long seed) {
        TensorStore store = new TensorStore();
        try (PointerScope scope = new PointerScope()) {
            LayerFactory layers = new LayerFactory(store, placement, seed);
            return new Classifier(store, placement, layers.linear("fc", features, classes));
        }
    }

    /** What gradients are taken of. */
    Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put(WEIGHT, layer.weight());
        parameters.put(BIAS, layer.bias());
        return parameters;
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
