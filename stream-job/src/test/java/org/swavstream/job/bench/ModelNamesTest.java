package org.swavstream.job.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.image.publish.Partitioning;

class ModelNamesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void eachModelHasATrainerAndAPartitionToItself(int count) {
        List<String> names = ModelNames.apart(count);

        assertThat(names).hasSize(count);
        assertThat(names.stream().map(name -> trainer(name, count)).distinct()).hasSize(count);
        assertThat(names.stream().map(name -> partition(name, count)).distinct()).hasSize(count);
    }

    private static int partition(String name, int count) {
        return new Partitioning(count, Optional.of(name)).partition(0);
    }

    private static int trainer(String name, int count) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(name, 128, count);
    }
}
