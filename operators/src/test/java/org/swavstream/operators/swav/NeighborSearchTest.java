package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;

class NeighborSearchTest {

    private static final Devices.Choice CPU = new Devices.Choice("cpu", "for tests");

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    void theNearestOfAllPartsAreFound() {
        int rows = 70_000;
        try (FeatureTable bank = new FeatureTable(rows, 2)) {
            float[] values = new float[2 * rows];
            for (int row = 0; row < rows; row++) {
                values[2 * row + 1] = 1;
            }
            values[2 * 69_000] = 9;
            values[2 * 40_000] = 2;
            values[2 * 10] = 3;
            bank.append(new FeatureMatrix(rows, 2, values));
            FeatureMatrix query = new FeatureMatrix(1, 2, new float[] {5, 0});
            assertThat(new NeighborSearch(bank, 3, CPU).of(query).rows())
                    .containsExactly(69_000, 10, 40_000);
        }
    }

    @Test
    void lengthsAreOfNoAccountAndZerosAreLikeNothing() {
        try (FeatureTable bank = new FeatureTable(4, 2)) {
            bank.append(new FeatureMatrix(4, 2, new float[] {30, 40, 0, 0, 0, -2, 1e-9f, 0}));
            FeatureMatrix queries = new FeatureMatrix(2, 2, new float[] {0, 5, .1f, 0});
            Neighbors found = new NeighborSearch(bank, 4, CPU).of(queries);
            assertThat(found.similarities())
                    .containsExactly(new float[] {.8f, 0, 0, -1, 1, .6f, 0, 0}, within(1e-6f));
        }
    }

    @Test
    void mergingKeepsTheNearestOfEachQuery() {
        Neighbors one = new Neighbors(2, new float[] {.9f, .1f, .5f, .4f}, new int[] {1, 2, 3, 4});
        Neighbors other = new Neighbors(1, new float[] {.5f, .5f}, new int[] {7, 8});
        Neighbors merged = one.with(other, 2);
        assertThat(merged.rows()).containsExactly(1, 7, 3, 8);
        assertThat(merged.similarities()).containsExactly(.9f, .5f, .5f, .5f);
        assertThat(one.with(other, 9).rows()).containsExactly(1, 7, 2, 3, 8, 4);
    }

    /** Votes at T = 1: class 0 has e^0.9, class 1 has e^0.8, class 2 none. */
    @Test
    void aClassWithoutAVoteIsNotAmongTheLikeliest() {
        Neighbors found = new Neighbors(3, new float[] {.9f, .8f, .7f}, new int[] {0, 1, 2});
        WeightedKnn two = new WeightedKnn(2, 1);
        int[] bank = {0, 1, 2};
        assertThat(two.accuracy(found, bank, new int[] {0})).isEqualTo(new Accuracy(1, 1, 1));
        assertThat(two.accuracy(found, bank, new int[] {1})).isEqualTo(new Accuracy(0, 1, 1));
        assertThat(two.accuracy(found, bank, new int[] {2})).isEqualTo(new Accuracy(0, 0, 1));
    }

    @Test
    void featuresThatAreNotNumbersClassifyNothing() {
        FeatureMatrix bank = new FeatureMatrix(2, 2, new float[] {Float.NaN, 0, 1, 0});
        FeatureMatrix queries = new FeatureMatrix(2, 2, new float[] {1, 0, 2, 0});
        int[] classes = {0, 1};
        assertThat(new WeightedKnn(2, 1).accuracy(bank, classes, queries, classes)).isZero();
    }

    @Test
    void aTableGivesItsRowsInAnyOrder() {
        try (FeatureTable table = new FeatureTable(4, 2)) {
            table.append(new FeatureMatrix(1, 2, new float[] {1, 2}));
            table.append(new FeatureMatrix(2, 2, new float[] {3, 4, 5, 6}));
            assertThat(table.rows()).isEqualTo(3);
            assertThat(table.select(2, 0).values()).containsExactly(5, 6, 1, 2);
        }
    }
}
