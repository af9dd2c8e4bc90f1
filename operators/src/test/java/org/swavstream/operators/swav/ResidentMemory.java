package org.swavstream.operators.swav;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process that is in use, as Linux counts it. */
final class ResidentMemory {

    private static final Path PROCESS = Path.of("/proc/self");

    private ResidentMemory() {}

    /** Bytes now. */
    static long now() throws IOException {
        return status("VmRSS:");
    }

    /** Most bytes since {@link #resetPeak}. */
    static long peak() throws IOException {
        return status("VmHWM:");
    }

    static void resetPeak() throws IOException {
        Files.writeString(PROCESS.resolve("clear_refs"), "5");
    }

    private static long status(String name) throws IOException {
        return Files.readAllLines(PROCESS.resolve("status")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
                .findFirst()
                .orElseThrow();
    }
}
