package org.swavstream.operators.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {

    @Test
    void fixesBothThreadPoolsOnceForAllThreads() {
        NativeLibraries.load(1);
        NativeLibraries.load(1);
        assertThat(torch.get_num_threads()).isEqualTo(1);
        assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
        assertThat(CompletableFuture.supplyAsync(torch::get_num_threads).join()).isEqualTo(1);
        assertThat(torch.globalContext().deterministicAlgorithms()).isTrue();
    }

    @Test
    void float32IsNotRoundedToTf32OnAGpu() {
        NativeLibraries.load(1);
        assertThat(torch.globalContext().allowTF32CuDNN()).isFalse();
        assertThat(torch.globalContext().allowTF32CuBLAS()).isFalse();
    }

    @Test
    void refusesAnotherNumberOfThreads() {
        NativeLibraries.load(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> NativeLibraries.load(2))
                .withMessageContaining("with 1 threads, now 2");
        assertThatIllegalArgumentException().isThrownBy(() -> NativeLibraries.load(-1));
    }
}
