package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.operators.natives.NativeLibraries;

@SuppressWarnings("try") // a scope works by being open
class ConvolutionTest {

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @ParameterizedTest
    @CsvSource({"7, 2, 16", "3, 1, 32", "3, 2, 16", "1, 2, 16"})
    void strideReducesTheSide(int kernel, int stride, int expected) {
        try (PointerScope scope = new PointerScope()) {
            Tensor weight = torch.ones(2, 3, kernel, kernel);
            Tensor output =
                    new Convolution(weight, stride, kernel / 2).forward(torch.ones(1, 3, 32, 32));
            assertThat(output.size(2)).isEqualTo(expected);
            assertThat(output.select(0, 0).select(0, 0).select(0, 5).select(0, 5).item_float())
                    .isEqualTo(3f * kernel * kernel);
        }
    }

    @ParameterizedTest(name = "{0} images of {1}, {2} to {3} channels, {4}, {5}")
    @CsvSource({
        "3, 1, 8, 16, 3, 1",
        "3, 2, 8, 16, 3, 1",
        "32, 2, 8, 16, 3, 1",
        "33, 1, 8, 16, 3, 1",
        "3, 3, 8, 16, 3, 1",
        "3, 2, 16, 8, 3, 2",
        "3, 3, 16, 8, 3, 2",
        "3, 4, 16, 8, 3, 2",
        "32, 5, 16, 8, 3, 2",
        "3, 6, 16, 8, 3, 2",
        "3, 7, 16, 8, 3, 2",
        "5, 4, 3, 8, 7, 2",
        "3, 4, 16, 8, 1, 1",
        "3, 5, 16, 8, 1, 2",
        "16, 12, 16, 24, 1, 1",
        "16, 24, 16, 24, 1, 2",
        "15, 12, 16, 24, 1, 1",
        "16, 12, 16, 520, 1, 1",
        "16, 12, 520, 16, 1, 1"
    })
    void valuesAndGradientsAreThoseOfLibtorchInDoublePrecision(
            int images, int side, int in, int out, int kernel, int stride) {
        assertRight(images, side, in, out, kernel, stride, Precision.FLOAT32, 1e-5);
    }

    @ParameterizedTest(name = "{0} images of {1}, {2} to {3} channels, {4}, {5}")
    @CsvSource({
        "3, 1, 8, 16, 3, 1",
        "3, 1, 8, 16, 3, 2",
        "3, 2, 8, 16, 3, 1",
        "32, 2, 8, 16, 3, 1",
        "3, 6, 16, 8, 3, 2",
        "3, 7, 16, 8, 3, 2",
        "3, 1, 16, 8, 1, 2",
        "16, 12, 16, 24, 1, 1"
    })
    void bfloat16GivesThemButForItsRounding(
            int images, int side, int in, int out, int kernel, int stride) {
        assertRight(images, side, in, out, kernel, stride, Precision.BFLOAT16, 0.02);
    }

    private static void assertRight(
            int images,
            int side,
            int in,
            int out,
            int kernel,
            int stride,
            Precision precision,
            double tolerance) {
        Placement placement = new Placement("cpu", precision);
        try (PointerScope scope = new PointerScope();
                Autocast autocast = new Autocast(placement)) {
            Tensor input = noise(images, in, side, side);
            Tensor weight = noise(out, in, kernel, kernel);
            Tensor output = new Convolution(weight, stride, kernel / 2).forward(input);
            Tensor gradient = torch.randn(sizes(output)).to(output.scalar_type());
            backward(output, gradient);

            Tensor exactInput = exact(input);
            Tensor exactWeight = exact(weight);
            Tensor expected =
                    torch.conv2d(
                            exactInput,
                            exactWeight,
                            new TensorOptional(),
                            new long[] {stride, stride},
                            new long[] {kernel / 2, kernel / 2},
                            new long[] {1, 1},
                            1);
            backward(expected, gradient.to(ScalarType.Double));

            assertThat(sizes(output)).isEqualTo(sizes(expected));
            assertClose(output, expected, tolerance);
            assertClose(input.grad(), exactInput.grad(), tolerance);
            assertClose(weight.grad(), exactWeight.grad(), tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({"32, 2, 3, 1", "3, 2, 3, 1", "3, 4, 3, 2", "16, 12, 1, 1", "3, 4, 1, 1"})
    void channelsStayLast(int images, int side, int kernel, int stride) {
        try (PointerScope scope = new PointerScope()) {
            Tensor output =
                    new Convolution(noise(8, 8, kernel, kernel), stride, kernel / 2)
                            .forward(noise(images, 8, side, side));
            assertThat(output.permute(0, 2, 3, 1).is_contiguous()).isTrue();
        }
    }

    private static Tensor noise(long... sizes) {
        Tensor noise = torch.randn(sizes).contiguous(MemoryFormat.ChannelsLast);
        noise.set_requires_grad(true);
        return noise;
    }

    private static Tensor exact(Tensor tensor) {
        Tensor exact = tensor.detach().to(ScalarType.Double);
        exact.set_requires_grad(true);
        return exact;
    }

    private static void backward(Tensor output, Tensor gradient) {
        output.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
    }

    private static long[] sizes(Tensor tensor) {
        return tensor.sizes().vec().get();
    }

    private static void assertClose(Tensor actual, Tensor expected, double tolerance) {
        Tensor scale = expected.abs().max();
        double error = actual.sub(expected).abs().max().div(scale).item_double();
        assertThat(error).isLessThan(tolerance);
    }
}
