package org.swavstream.operators.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
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
    private static final AtomicBoolean OPENED = new AtomicBoolean();
    private static final AtomicInteger LOADED_THREADS = new AtomicInteger();

    private NativeLibraries() {}

    /**
     * Loads the libraries, if that has not been done, and prepares the calling thread: OpenMP keeps
     * a number of threads for each thread that computes.
     *
     * @param wanted size of each thread pool; 0 for one thread a core of this machine
     * @return size of each thread pool
     * @throws IllegalStateException if they are loaded with another number of threads
     */
    public static synchronized int load(int wanted) {
        if (wanted < 0) {
            throw new IllegalArgumentException(
                    "%d threads for the native libraries: at least 0 is needed".formatted(wanted));
        }
        int threads = wanted == 0 ? Runtime.getRuntime().availableProcessors() : wanted;
        int loaded = LOADED_THREADS.get();
        if (loaded == 0) {
            load();
            configure(threads);
            LOADED_THREADS.set(threads);
        } else if (loaded != threads) {
            throw new IllegalStateException(
                    ("the native libraries of this process were loaded with %d threads, now %d are"
                                    + " asked for: give all models of one process the same number")
                            .formatted(loaded, threads));
        }
        torch.set_num_threads(threads);
        return threads;
    }

    /**
     * Loads the libraries, if that has not been done, for what computes on the calling thread
     * alone; their number of threads stays open.
     */
    public static synchronized void load() {
        if (!OPENED.get()) {
            extract();
            Loader.load(torch.class);
            OPENED.set(true);
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
                extract("/org/bytedeco/" + name + "/" + Loader.getPlatform() + extension + "/");
            }
        }
    }

    /**
     * Unpacks a folder file by file. Given a folder, JavaCPP would write all its files anew, also
     * those that other processes run from, which crashes them; a file it leaves as it is if size
     * and time are right.
     */
    private static void extract(String folder) {
        URL found = torch.class.getResource(folder);
        if (found == null) {
            return;
        }
        try {
            for (String file : filesIn(found)) {
                Loader.cacheResource(torch.class, "/" + file);
            }
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

    /** Names of the files right in a folder of a jar. */
    private static List<String> filesIn(URL folder) throws IOException {
        if (!(folder.openConnection() instanceof JarURLConnection connection)) {
            return List.of();
        }
        String prefix = connection.getEntryName();
        return connection.getJarFile().stream()
                .map(JarEntry::getName)
                .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                .filter(name -> name.indexOf('/', prefix.length()) < 0)
                .toList();
    }

    private static void configure(int threads) {
        openblas_nolapack.blas_set_num_threads(threads);
        var context = torch.globalContext();
        context.setDeterministicAlgorithms(true, false);
        context.setDeterministicMkldnn(true);
        // Otherwise every new tensor is first filled with NaN, to find reads that no kernel makes.
        context.setDeterministicFillUninitializedMemory(false);
        // Otherwise cuDNN rounds what float32 convolutions multiply to the 10 bits of TF32, and
        // Precision would not say what is computed.
        context.setAllowTF32CuDNN(false);
        context.setAllowTF32CuBLAS(false);
    }
}
