package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.NativeLibraries;

@SuppressWarnings("try") // a scope works by being open
class ParameterBuffersTest {

    private static final long BYTES_UNTIL_LAST = 2 * 1024 * 4;
    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 1e-2;
    private static final double TRUST = 1e-3;

    @BeforeEach
    void load() {
        NativeLibraries.load(1);
        torch.manual_seed(1);
    }

    @Test
    void parametersKeepTheirValuesAndLayoutsInOneStretchOfMemory() {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> parameters = parameters();
            Map<String, Tensor> before = new LinkedHashMap<>(parameters);
            before.replaceAll((name, tensor) -> tensor.clone());
            try (ParameterBuffers buffers = new ParameterBuffers(parameters)) {
                for (String name : before.keySet()) {
                    Tensor parameter = parameters.get(name);
                    assertThat(parameter.equal(before.get(name))).isTrue();
                    Tensor momentum = buffers.momentum().get(name);
                    for (Tensor tensor : List.of(parameter, parameter.grad(), momentum)) {
                        assertThat(strides(tensor)).isEqualTo(strides(before.get(name)));
                        assertThat(tensor.data_ptr().address() % 64).isZero();
                    }
                }
                List<Trainable> flat = buffers.flat(parameters.keySet());
                assertThat(distance(flat, Trainable::parameter)).isEqualTo(BYTES_UNTIL_LAST);
                assertThat(distance(flat, Trainable::gradient)).isEqualTo(BYTES_UNTIL_LAST);
                assertThat(distance(flat, Trainable::momentum)).isEqualTo(BYTES_UNTIL_LAST);
            }
        }
    }

    private static List<Long> strides(Tensor tensor) {
        return LongStream.range(0, tensor.dim()).mapToObj(tensor::stride).toList();
    }

    /** Bytes from the first tensor to the last. */
    private static long distance(List<Trainable> trainables, Function<Trainable, Tensor> which) {
        return which.apply(trainables.get(2)).data_ptr().address()
                - which.apply(trainables.get(0)).data_ptr().address();
    }

    @Test
    void backwardPassesAddToTheGradients() {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> parameters = parameters();
            Tensor bias = parameters.get("bias");
            try (ParameterBuffers buffers = new ParameterBuffers(parameters)) {
                Tensor gradient = bias.grad();
                bias.sum().backward();
                bias.mul(new Scalar(2)).sum().backward();
                assertThat(TensorBytes.floats(gradient)).containsOnly(3);
                buffers.clearGradients();
                assertThat(TensorBytes.floats(gradient)).containsOnly(0);
                bias.sum().backward();
                assertThat(TensorBytes.floats(gradient)).containsOnly(1);
            }
        }
    }

    /** The formula of {@link Lars} on tensors of their own, one after the other. */
    @Test
    void updatesAreThoseOfSeparateTensorsToTheBit() {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> parameters = parameters();
            Map<String, Tensor> plain = new LinkedHashMap<>();
            parameters.forEach((name, tensor) -> plain.put(name, tensor.detach().clone()));
            Map<String, Tensor> momenta = new LinkedHashMap<>();
            plain.forEach((name, tensor) -> momenta.put(name, torch.zeros_like(tensor)));
            Lars lars = new Lars(new OptimizerSettings(MOMENTUM, DECAY, TRUST));
            try (ParameterBuffers buffers = new ParameterBuffers(parameters);
                    AutoGradMode withoutGradient = new AutoGradMode(false)) {
                for (double rate : List.of(0.5, 0.2, 0.1)) {
                    for (String name : parameters.keySet()) {
                        Tensor gradient = parameters.get(name).grad().normal_();
                        double norm = buffers.parameterNorms(List.of(name))[0];
                        double gradientNorm = buffers.gradientNorms(List.of(name))[0];
                        double trust = TRUST * norm / (gradientNorm + DECAY * norm + 1e-8);
                        Tensor momentum =
                                kept(momenta.get(name), gradient, trust)
                                        .add(plain.get(name), new Scalar(trust * DECAY));
                        momenta.put(name, momentum);
                        plain.put(name, plain.get(name).add(momenta.get(name), new Scalar(-rate)));
                    }
                    lars.step(buffers, parameters.keySet(), rate);
                    for (String name : parameters.keySet()) {
                        Tensor momentum = buffers.momentum().get(name);
                        assertThat(parameters.get(name).equal(plain.get(name))).as(name).isTrue();
                        assertThat(momentum.equal(momenta.get(name))).as(name).isTrue();
                    }
                }
            }
        }
    }

    /** momentum · m + a · g in one pass, as {@link Lars} does it, and in the order of memory. */
    private static Tensor kept(Tensor momentum, Tensor gradient, double trust) {
        Tensor result = momentum.clone();
        flat(result)
                .unsqueeze(1)
                .addr_(flat(gradient), torch.ones(1), new Scalar(MOMENTUM), new Scalar(trust));
        return result;
    }

    private static Tensor flat(Tensor tensor) {
        return tensor.as_strided(new long[] {tensor.numel()}, new long[] {1});
    }

    @Test
    void normsAreThoseOfTheTensors() {
        try (PointerScope scope = new PointerScope()) {
            Tensor large = torch.randn(3, 700);
            Map<String, Tensor> parameters = parameters();
            parameters.put("large", large);
            try (ParameterBuffers buffers = new ParameterBuffers(parameters)) {
                Tensor gradient = large.grad().normal_();
                double norm = large.to(ScalarType.Double).norm().item_double();
                assertThat(buffers.parameterNorms(List.of("large"))[0])
                        .isCloseTo(norm, within(1e-6 * norm));
                double gradientNorm = gradient.to(ScalarType.Double).norm().item_double();
                assertThat(buffers.gradientNorms(List.of("bias", "large")))
                        .containsExactly(new double[] {0, gradientNorm}, within(1e-5));
            }
        }
    }

    @Test
    void refusesAParameterWithHoles() {
        try (PointerScope scope = new PointerScope()) {
            Tensor holes = torch.ones(4, 4).narrow(1, 0, 2);
            assertThatThrownBy(() -> new ParameterBuffers(Map.of("holes", holes)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not dense");
        }
    }

    /** One with channels last, and sizes that are no multiples of the alignment. */
    private static Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        Tensor kernels = torch.randn(7, 3, 3, 3).contiguous(MemoryFormat.ChannelsLast);
        parameters.put("kernels", kernels.set_requires_grad(true));
        parameters.put("bias", torch.randn(5).set_requires_grad(true));
        parameters.put("matrix", torch.randn(6, 11).set_requires_grad(true));
        return parameters;
    }
}
