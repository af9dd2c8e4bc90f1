package org.swavstream.job.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.swavstream.image.publish.Partitioning;

/** Names of models that are trained beside each other. */
final class ModelNames {

    private ModelNames() {}

    /**
     * As many names, chosen so that each model has a partition of a topic with {@code count}
     * partitions to itself, and a trainer of a job with parallelism {@code count}.
     */
    static List<String> apart(int count) {
        return IntStream.range(0, count).mapToObj(index -> name(index, count)).toList();
    }

    private static String name(int index, int count) {
        return Stream.iterate(0, number -> number + 1)
                .map(number -> "model-" + number)
                .filter(name -> partition(name, count) == index && trainer(name, count) == index)
                .findFirst()
                .orElseThrow();
    }

    private static int partition(String name, int count) {
        return new Partitioning(count, Optional.of(name)).partition(0);
    }

    private static int trainer(String name, int count) {
        int keyGroups = KeyGroupRangeAssignment.computeDefaultMaxParallelism(count);
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(name, keyGroups, count);
    }
}
