package org.swavstream.operators.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void librariesThatCannotBeUnpackedAreNotTakenForLoaded(@TempDir Path folder) throws Exception {
        Path noFolder = Files.createFile(folder.resolve("cache"));
        assertThat(noFolder.toFile().setExecutable(true)).isTrue();
        String cache = "-Dorg.bytedeco.javacpp.cachedir=" + noFolder;
        ForkedProgram.assertEndsWell(LoadTwice.class, cache);
    }

    /** Ends well if loading fails each time. */
    static final class LoadTwice {

        private LoadTwice() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(NativeLibraries::load)
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("cannot unpack the native libraries");
            }
        }
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
