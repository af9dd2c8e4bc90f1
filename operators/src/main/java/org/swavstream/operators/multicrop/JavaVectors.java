package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.global.opencv_core;

/**
 * Java's own vector instructions, which a JVM has only where it is started with {@link #OPTION}.
 */
final class JavaVectors {

    /** The most bytes of a vector. */
    static final int MAX_BYTES = 64;

    private static final String MODULE = "jdk.incubator.vector";

    private static final String X86_64 = "amd64";

    /** What gives them to a JVM. */
    static final String OPTION = "--add-modules=" + MODULE;

    private JavaVectors() {}

    /**
     * Whether this JVM has them, all of them as instructions. On other processors than x86-64, Java
     * 17 may lack some, and compute byte by byte: not tried.
     */
    static boolean arePresent() {
        boolean complete = Runtime.version().feature() > 17 || isX86();
        return complete && ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /**
     * Whether they are long enough to scale images with them. Those of a JVM that compiles none
     * have 8 bytes.
     */
    static boolean canScale() {
        return arePresent() && ResampleVectors.holdAPixel();
    }

    /**
     * Whether they scale images faster than libtorch, which has vectors of 32 bytes for it on
     * x86-64, and none elsewhere. Java's of 64 bytes are faster if there is an instruction that
     * rearranges their bytes; the first processors that had them had none.
     */
    static boolean scaleFaster() {
        return canScale() && (!isX86() || rearrange64Bytes());
    }

    private static boolean rearrange64Bytes() {
        return ResampleVectors.haveBytes(MAX_BYTES)
                && opencv_core.checkHardwareSupport(opencv_core.CPU_AVX_512VBMI);
    }

    private static boolean isX86() {
        return System.getProperty("os.arch").equals(X86_64);
    }
}
