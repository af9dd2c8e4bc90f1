package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.global.opencv_core;

/**
 * Java's own vector instructions, which a JVM has only where it is started with {@link #OPTION}.
 */
final class JavaVectors {

    /** The most bytes of a vector. */
    static final int MAX_BYTES = 64;

    private static final String MODULE = "jdk.incubator.vector";

    /** On others, Java 17 may lack instructions for some, and compute byte by byte: not tried. */
    private static final String PROCESSOR_OF_JAVA_17 = "amd64";

    /** What gives them to a JVM. */
    static final String OPTION = "--add-modules=" + MODULE;

    private JavaVectors() {}

    /** Whether this JVM has them, all of them as instructions. */
    static boolean arePresent() {
        boolean complete =
                Runtime.version().feature() > 17
                        || System.getProperty("os.arch").equals(PROCESSOR_OF_JAVA_17);
        return complete && ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /**
     * Whether they are present and have an instruction that rearranges a vector's bytes. On x86-64,
     * vectors of 64 bytes came years before it.
     */
    static boolean rearrangeBytes() {
        return arePresent()
                && (!ResampleVectors.haveBytes(MAX_BYTES)
                        || opencv_core.checkHardwareSupport(opencv_core.CPU_AVX_512VBMI));
    }
}
