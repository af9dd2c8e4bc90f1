package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.NativeLibraries;

@SuppressWarnings("try") // a scope works by being open
class SinkhornTest {

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    /** exp(±3 / 0.003) is e^±1000; float64 ends at e^709 and e^-745. */
    @Test
    void noScoresAreTooFarApart() {
        try (PointerScope scope = new PointerScope()) {
            Tensor scores = TensorBytes.tensor(new float[] {3, -3, 3, -3, -3, 3}, 3, 2);
            assertThat(TensorBytes.floats(new Sinkhorn(0.003, 3).codes(scores)))
                    .containsExactly(new float[] {1, 0, 1, 0, 0, 1}, within(1e-6f));
        }
    }

    @Test
    void entropyIsZeroForOneHotCodesAndLnKForUniformOnes() {
        try (PointerScope scope = new PointerScope()) {
            assertThat(Sinkhorn.entropy(TensorBytes.tensor(new float[] {1, 0, 0, 1}, 2, 2)))
                    .isZero();
            assertThat(Sinkhorn.entropy(TensorBytes.tensor(new float[] {.5f, .5f, .5f, .5f}, 2, 2)))
                    .isCloseTo(Math.log(2), within(1e-7));
        }
    }
}
