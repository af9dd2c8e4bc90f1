package org.swavstream.operators.swav.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.swavstream.operators.swav.Lars;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.ParameterBuffers;
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
            }
            try (ParameterBuffers buffers = new ParameterBuffers(parameters)) {
                measure(buffers, measurements);
            }
        }
    }

    private void measure(ParameterBuffers buffers, Measurements measurements) {
        Lars lars = new Lars(settings());
        List<Double> rates = golden.numbers("lr");
        for (int step = 0; step < golden.integer("steps"); step++) {
            lars.step(buffers, withGradients("step" + step + ".grad.", buffers), rates.get(step));
            compare("step" + step, buffers, measurements);
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

    /** The names of those that have a gradient in this step; puts it into the buffers. */
    private List<String> withGradients(String gradient, ParameterBuffers buffers) {
        List<String> names =
                parameters.keySet().stream().filter(name -> golden.has(gradient + name)).toList();
        List<Trainable> trainables = buffers.flat(names);
        for (int index = 0; index < names.size(); index++) {
            trainables.get(index).gradient().copy_(tensor(gradient + names.get(index)).flatten());
        }
        return names;
    }

    private void compare(String step, ParameterBuffers buffers, Measurements measurements) {
        for (String name : parameters.keySet()) {
            Trainable found = buffers.flat(List.of(name)).get(0);
            double[] parameter = golden.doubles(step + ".param." + name);
            measurements.add(
                    "parameters, relative",
                    new Deviation(TensorBytes.doubles(found.parameter()), parameter).relative(),
                    TOLERANCE,
                    step + " " + name);
            double[] momentum = momentum(step, name, parameter.length);
            measurements.add(
                    "momentum, relative",
                    new Deviation(TensorBytes.doubles(found.momentum()), momentum).relative(),
                    TOLERANCE,
                    step + " " + name);
        }
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
