package org.swavstream.operators.multicrop;

/**
 * Java's own vector instructions, which a JVM has only where it is started with {@link #OPTION}.
 */
final class JavaVectors {

    /** The most bytes of a vector. */
    static final int MAX_BYTES = 64;

    private static final String MODULE = "jdk.incubator.vector";

    /** What gives them to a JVM. */
    static final String OPTION = "--add-modules=" + MODULE;

    private JavaVectors() {}

    /** Whether this JVM has them. */
    static boolean arePresent() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }
}
