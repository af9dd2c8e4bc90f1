package org.swavstream.job.console;

import java.util.Locale;

/** Numbers of bytes for a person: in decimal units, as file managers and clouds count. */
public final class ByteSize {

    private ByteSize() {}

    /** For instance {@code 12 kB}, {@code 3.4 MB}, {@code 5.6 GB}. */
    public static String of(long bytes) {
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
