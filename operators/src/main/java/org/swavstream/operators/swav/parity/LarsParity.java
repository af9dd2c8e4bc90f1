package org.swavstream.operators.swav.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.swavstream.operators.swav.Lars;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.Placement;
import org.swavstream.operators.swav.TensorBytes;
import org.swavstream.operators.swav.Trainable;
import org.swavstream.state.tensor.TensorData;

/** Parameters and momentum after every update with given gradients. */
@SuppressWarnings("try") // a scope works by being open
final class LarsParity {

    private static final double TOLERANCE = 1e-6;
    private static final double EPSILON = 1e-8;

    private final GoldenCase golden;
    private final Placement placement;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> momenta = new LinkedHashMap<>();

    LarsParity(GoldenCase golden, Placement placement) {
        this.golden = golden;
        this.placement = placement;
    }

    void measure(Measurements measurements) {
        requireEpsilon();
        try (PointerScope scope = new PointerScope()) {
            for (TensorData start : golden.startingWith("param.")) {
                String name = start.spec().name();
                parameters.put(name, tensor("param." + name));
                momenta.put(name, torch.zeros_like(parameters.get(name)));
            }
            Lars lars = new Lars(settings());
            List<Double> rates = golden.numbers("lr");
            for (int step = 0; step < golden.integer("steps"); step++) {
                lars.step(trainables("step" + step + ".grad."), rates.get(step));
                compare("step" + step, measurements);
            }
        }
    }

    private void requireEpsilon() {
        if (golden.number("eps") != EPSILON) {
            throw new IllegalArgumentException(
                    "its metadata has eps %s, but only %s can be computed"
                            .formatted(golden.text("eps"), EPSILON));
        }
    }

    private OptimizerSettings settings() {
        return new OptimizerSettings(
                golden.number("momentum"),
                golden.number("weight_decay"),
                golden.number("trust_coefficient"));
    }

    /** Those that have a gradient in this step. */
    private List<Trainable> trainables(String gradient) {
        List<Trainable> trainables = new ArrayList<>();
        parameters.forEach(
                (name, parameter) -> {
                    if (golden.has(gradient + name)) {
                        trainables.add(
                                new Trainable(
                                        parameter, tensor(gradient + name), momenta.get(name)));
                    }
                });
        return trainables;
    }

    private void compare(String step, Measurements measurements) {
        parameters.forEach(
                (name, parameter) -> {
                    double[] expected = golden.doubles(step + ".param." + name);
                    double error =
                            new Deviation(TensorBytes.doubles(parameter), expected).relative();
                    measurements.add("parameters, relative", error, TOLERANCE, step + " " + name);
                });
        momenta.forEach(
                (name, momentum) -> {
                    double[] found = TensorBytes.doubles(momentum);
                    double error =
                            new Deviation(found, momentum(step, name, found.length)).relative();
                    measurements.add("momentum, relative", error, TOLERANCE, step + " " + name);
                });
    }

    /** Without a recorded one, the parameter has had no gradient yet, and so no momentum. */
    private double[] momentum(String step, String name, int length) {
        String recorded = step + ".momentum." + name;
        return golden.has(recorded) ? golden.doubles(recorded) : new double[length];
    }

    private Tensor tensor(String name) {
        return placement.tensor(golden.floats(name), golden.shape(name));
    }
}
