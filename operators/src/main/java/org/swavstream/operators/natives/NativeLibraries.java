package org.swavstream.operators.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch and OpenBLAS once per process and fixes the number of their threads.
 *
 * <p>The order of additions depends on the number of threads, so one process computes with one
 * number only: the same number gives the same bits.
 */
public final class NativeLibraries {

    private static final List<String> PACKAGES = List.of("javacpp", "openblas", "pytorch");

    // The thread pools belong to the process, and so does the knowledge of how they were set.
    private static final AtomicInteger LOADED_THREADS = new AtomicInteger();

    private NativeLibraries() {}

    /**
     * Loads the libraries. Calls after the first change nothing.
     *
     * @param threads size of each thread pool, from 1
     * @throws IllegalStateException if they are loaded with another number of threads
     */
    public static synchronized void load(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "%d threads for the native libraries: at least 1 is needed".formatted(threads));
        }
        int loaded = LOADED_THREADS.get();
        if (loaded == 0) {
            extract();
            configure(threads);
            LOADED_THREADS.set(threads);
        } else if (loaded != threads) {
            throw new IllegalStateException(
                    ("the native libraries of this process were loaded with %d threads, now %d are"
                                    + " asked for: give all models of one process the same number")
                            .formatted(loaded, threads));
        }
    }

    /**
     * Unpacks every library before the first is opened. JavaCPP would open libtorch.so before it
     * unpacks libtorch_cpu.so, and the dynamic linker would then take that from the system if one
     * is installed there: two versions in one process, which crashes.
     */
    private static void extract() {
        for (String name : PACKAGES) {
            for (String extension : List.of("", "-gpu")) {
                cache("/org/bytedeco/" + name + "/" + Loader.getPlatform() + extension + "/");
            }
        }
    }

    private static void cache(String folder) {
        try {
            Loader.cacheResources(torch.class, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot unpack the native libraries of %s into %s: check its free space and rights"
                            .formatted(
                                    folder,
                                    System.getProperty(
                                            "org.bytedeco.javacpp.cachedir", "~/.javacpp")),
                    e);
        }
    }

    private static void configure(int threads) {
        Loader.load(torch.class);
        torch.set_num_threads(threads);
        openblas_nolapack.blas_set_num_threads(threads);
        var context = torch.globalContext();
        context.setDeterministicAlgorithms(true, false);
        context.setDeterministicMkldnn(true);
        // Otherwise every new tensor is first filled with NaN, to find reads that no kernel makes.
        context.setDeterministicFillUninitializedMemory(false);
    }
}
