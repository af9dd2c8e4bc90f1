package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
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
}
