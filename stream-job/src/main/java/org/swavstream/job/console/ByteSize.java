package org.swavstream.job.console;

/** Numbers of bytes for a person: in decimal units, as file managers and clouds count. */
public final class ByteSize {

    private ByteSize() {}

    /** For instance {@code 12 kB}, {@code 3.4 MB}, {@code 5.6 GB}. */
    public static String of(long bytes) {
        if (bytes < 1_000_000) {
            return "%.0f kB".formatted(bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? "%.1f MB".formatted(bytes / 1e6)
                : "%.1f GB".formatted(bytes / 1e9);
    }
}
