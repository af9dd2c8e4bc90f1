package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.NativeLibraries;

@SuppressWarnings("try") // a scope works by being open
class LarsTest {

    private static final Lars LARS = new Lars(new OptimizerSettings(0.9, 0.1, 0.001));

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    void zeroParametersMoveByTheirPlainGradient() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = TensorBytes.tensor(new float[2], 2);
            try (ParameterBuffers buffers = buffers(parameter, new float[] {3, 4})) {
                LARS.step(buffers, List.of("first"), 0.5);
                assertThat(TensorBytes.floats(parameter)).containsExactly(-1.5f, -2f);
                assertThat(momentum(buffers)).containsExactly(3, 4);
            }
        }
    }

    @Test
    void parametersWithoutAGradientDoNotDecay() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = TensorBytes.tensor(new float[] {3, 4}, 2);
            try (ParameterBuffers buffers = buffers(parameter, new float[2])) {
                LARS.step(buffers, List.of("first"), 0.5);
                assertThat(TensorBytes.floats(parameter)).containsExactly(3, 4);
            }
        }
    }

    @Test
    void thoseThatAreNotNamedStayAsTheyAre() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = TensorBytes.tensor(new float[] {3, 4}, 2);
            try (ParameterBuffers buffers = buffers(parameter, new float[] {1, Float.NaN})) {
                LARS.step(buffers, List.of("second"), 0.5);
                assertThat(TensorBytes.floats(parameter)).containsExactly(3, 4);
                assertThat(momentum(buffers)).containsExactly(0, 0);
            }
        }
    }

    @Test
    void refusesAnyGradientThatIsNotFiniteBeforeTheFirstChange() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = TensorBytes.tensor(new float[] {3, 4}, 2);
            try (ParameterBuffers buffers = buffers(parameter, new float[] {1, Float.NaN})) {
                assertThatThrownBy(() -> LARS.step(buffers, List.of("second", "first"), 1))
                        .isInstanceOf(DivergedException.class)
                        .hasMessageContaining("NaN");
                assertThat(TensorBytes.floats(parameter)).containsExactly(3, 4);
                Trainable second = buffers.flat(List.of("second")).get(0);
                assertThat(TensorBytes.floats(second.parameter())).containsOnly(1);
            }
        }
    }

    /** Its trust would not be a number, and with it the update. */
    @Test
    void refusesAParameterThatOverflowed() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = TensorBytes.tensor(new float[] {1, Float.POSITIVE_INFINITY}, 2);
            try (ParameterBuffers buffers = buffers(parameter, new float[] {3, 4})) {
                assertThatThrownBy(() -> LARS.step(buffers, List.of("first"), 1))
                        .isInstanceOf(DivergedException.class)
                        .hasMessage("a parameter has the norm Infinity");
                assertThat(momentum(buffers)).containsExactly(0, 0);
            }
        }
    }

    /** With a parameter 'second' of ones, and more of them than fit into a row of norms. */
    private static ParameterBuffers buffers(Tensor first, float[] gradient) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("second", torch.ones(1500));
        parameters.put("first", first);
        ParameterBuffers buffers = new ParameterBuffers(parameters);
        List<Trainable> trainables = buffers.flat(List.of("first", "second"));
        trainables.get(0).gradient().copy_(TensorBytes.tensor(gradient, gradient.length));
        trainables.get(1).gradient().fill_(new Scalar(1));
        return buffers;
    }

    private static float[] momentum(ParameterBuffers buffers) {
        return TensorBytes.floats(buffers.flat(List.of("first")).get(0).momentum());
    }
}
