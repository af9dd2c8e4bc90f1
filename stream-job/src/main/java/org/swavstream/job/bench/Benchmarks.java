package org.swavstream.job.bench;

import java.util.List;
import java.util.stream.Collectors;

/** All parts of {@code bench}, in the order in which they run. */
public final class Benchmarks {

    private static final List<BenchmarkPart> PARTS =
            List.of(
                    new MultiCropPart(),
                    new StepPart(),
                    new SinkhornPart(),
                    new LarsPart(),
                    new PipelinePart(),
                    new CheckpointPart(),
                    new RecoveryPart(),
                    new GrowthPart());

    private Benchmarks() {}

    /** All of them. */
    public static List<BenchmarkPart> all() {
        return PARTS;
    }

    /**
     * Those with the given names, in their own order; all if there are none.
     *
     * @throws BenchmarkException if one is not known; the message lists those that are
     */
    public static List<BenchmarkPart> named(List<String> names) {
        List<String> known = PARTS.stream().map(BenchmarkPart::name).toList();
        List<String> unknown = names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new BenchmarkException(
                    "no part of the benchmark is called %s; there are %s"
                            .formatted(
                                    unknown.stream()
                                            .map(name -> "'" + name + "'")
                                            .collect(Collectors.joining(", ")),
                                    String.join(", ", known)));
        }
        return PARTS.stream()
                .filter(part -> names.isEmpty() || names.contains(part.name()))
                .toList();
    }
}
