package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.NativeLibraries;

@SuppressWarnings("try") // a scope works by being open
class LarsTest {

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    void updatesAsTheReferenceDoes() {
        GoldenCase golden = GoldenCase.read("lars");
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> parameters = new LinkedHashMap<>();
            Map<String, Tensor> momenta = new LinkedHashMap<>();
            for (String name : List.of("conv", "bn.weight", "bn.bias", "frozen")) {
                parameters.put(name, tensor(golden, "param." + name));
                momenta.put(name, torch.zeros_like(parameters.get(name)));
            }
            Lars lars = new Lars(settings(golden));
            for (int step = 0; step < golden.integer("steps"); step++) {
                String prefix = "step" + step + ".";
                lars.step(
                        trainables(golden, prefix, parameters, momenta),
                        golden.numbers("lr").get(step));
                assertEqual(golden, prefix + "param.", parameters);
                assertEqual(golden, prefix + "momentum.", momenta);
            }
        }
    }

    private static OptimizerSettings settings(GoldenCase golden) {
        return new OptimizerSettings(
                golden.number("momentum"),
                golden.number("weight_decay"),
                golden.number("trust_coefficient"));
    }

    private static List<Trainable> trainables(
            GoldenCase golden,
            String step,
            Map<String, Tensor> parameters,
            Map<String, Tensor> momenta) {
        List<Trainable> trainables = new ArrayList<>();
        parameters.forEach(
                (name, parameter) -> {
                    if (golden.has(step + "grad." + name)) {
                        Tensor gradient = tensor(golden, step + "grad." + name);
                        trainables.add(new Trainable(parameter, gradient, momenta.get(name)));
                    }
                });
        return trainables;
    }

    private static void assertEqual(GoldenCase golden, String prefix, Map<String, Tensor> found) {
        found.forEach(
                (name, tensor) -> {
                    if (golden.has(prefix + name)) {
                        assertThat(relativeError(tensor, golden.floats(prefix + name)))
                                .as(prefix + name)
                                .isLessThan(1e-6);
                    }
                });
    }

    private static double relativeError(Tensor found, float[] expected) {
        float[] values = TensorBytes.floats(found);
        double error = 0;
        double norm = 0;
        for (int index = 0; index < expected.length; index++) {
            error += Math.pow(values[index] - expected[index], 2);
            norm += Math.pow(expected[index], 2);
        }
        return norm == 0 ? Math.sqrt(error) : Math.sqrt(error / norm);
    }

    @Test
    void zeroParametersMoveByTheirPlainGradient() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = TensorBytes.tensor(new float[2], 2);
            Tensor momentum = TensorBytes.tensor(new float[2], 2);
            Tensor gradient = TensorBytes.tensor(new float[] {3, 4}, 2);
            new Lars(new OptimizerSettings(0.9, 0.1, 0.001))
                    .step(List.of(new Trainable(parameter, gradient, momentum)), 0.5);
            assertThat(TensorBytes.floats(parameter)).containsExactly(-1.5f, -2f);
            assertThat(TensorBytes.floats(momentum)).containsExactly(3, 4);
        }
    }

    @Test
    void parametersWithoutAGradientDoNotDecay() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = TensorBytes.tensor(new float[] {3, 4}, 2);
            Tensor momentum = TensorBytes.tensor(new float[2], 2);
            Tensor gradient = TensorBytes.tensor(new float[2], 2);
            new Lars(new OptimizerSettings(0.9, 0.1, 0.001))
                    .step(List.of(new Trainable(parameter, gradient, momentum)), 0.5);
            assertThat(TensorBytes.floats(parameter)).containsExactly(3, 4);
        }
    }

    @Test
    void refusesAnyGradientThatIsNotFiniteBeforeTheFirstChange() {
        try (PointerScope scope = new PointerScope()) {
            Tensor sound = TensorBytes.tensor(new float[] {1, 2}, 2);
            Tensor broken = TensorBytes.tensor(new float[] {1, Float.NaN}, 2);
            Tensor first = TensorBytes.tensor(new float[] {3, 4}, 2);
            List<Trainable> trainables =
                    List.of(
                            new Trainable(first, sound, torch.zeros_like(first)),
                            new Trainable(torch.ones_like(first), broken, torch.zeros_like(first)));
            assertThatThrownBy(
                            () ->
                                    new Lars(new OptimizerSettings(0.9, 0, 0.001))
                                            .step(trainables, 1))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("NaN");
            assertThat(TensorBytes.floats(first)).containsExactly(new float[] {3, 4}, within(0f));
        }
    }

    /** Its trust would not be a number, and with it the update. */
    @Test
    void refusesAParameterThatOverflowed() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = TensorBytes.tensor(new float[] {1, Float.POSITIVE_INFINITY}, 2);
            Tensor momentum = TensorBytes.tensor(new float[2], 2);
            Tensor gradient = TensorBytes.tensor(new float[] {3, 4}, 2);
            List<Trainable> trainables = List.of(new Trainable(parameter, gradient, momentum));
            assertThatThrownBy(
                            () ->
                                    new Lars(new OptimizerSettings(0.9, 0, 0.001))
                                            .step(trainables, 1))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("a parameter has the norm Infinity");
            assertThat(TensorBytes.floats(momentum)).containsExactly(0, 0);
        }
    }

    private static Tensor tensor(GoldenCase golden, String name) {
        return TensorBytes.tensor(golden.floats(name), golden.shape(name));
    }
}
