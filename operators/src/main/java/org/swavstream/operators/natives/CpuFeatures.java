package org.swavstream.operators.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What this machine's CPU can do. */
public final class CpuFeatures {

    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
    private static final Set<String> BFLOAT16 = Set.of("avx512_bf16", "amx_bf16", "bf16");

    private CpuFeatures() {}

    /**
     * Whether it multiplies bfloat16 itself (AVX512-BF16, AMX, or Arm's BF16). Empty where the
     * system does not say.
     */
    public static Optional<Boolean> multipliesBfloat16() {
        try {
            return multipliesBfloat16(Files.readAllLines(DESCRIPTION));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Boolean> multipliesBfloat16(List<String> description) {
        List<String> flags =
                description.stream()
                        .filter(line -> line.matches("(flags|Features)\\s*:.*"))
                        .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
                        .toList();
        return flags.isEmpty()
                ? Optional.empty()
                : Optional.of(flags.stream().anyMatch(BFLOAT16::contains));
    }
}
