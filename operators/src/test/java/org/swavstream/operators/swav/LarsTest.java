package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
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
}
