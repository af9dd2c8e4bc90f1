package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.NativeLibraries;

@SuppressWarnings("try") // a scope works by being open
class FeatureQueueTest {

    private static final Placement CPU = new Placement("cpu", Precision.FLOAT32);

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    void keepsTheNewestBatchFirstWhateverTheBatchSizes() {
        try (FeatureQueue queue = new FeatureQueue(1, 5, 1, CPU)) {
            insert(queue, 1, 2);
            assertThat(queue.newestFirst(0)).containsExactly(1, 2, 0, 0, 0);
            assertThat(queue.index().filled()).isEqualTo(2);
            insert(queue, 3, 4);
            assertThat(queue.isFull()).isFalse();
            insert(queue, 5);
            assertThat(queue.isFull()).isTrue();
            assertThat(queue.newestFirst(0)).containsExactly(5, 3, 4, 1, 2);
            insert(queue, 6, 7, 8);
            assertThat(queue.newestFirst(0)).containsExactly(6, 7, 8, 5, 3);
            assertThat(queue.index().filled()).isEqualTo(5);
        }
    }

    @Test
    void keepsTheFirstRowsOfABatchThatIsLongerThanItself() {
        try (FeatureQueue queue = new FeatureQueue(1, 3, 1, CPU)) {
            insert(queue, 9);
            insert(queue, 1, 2, 3, 4, 5);
            assertThat(queue.newestFirst(0)).containsExactly(1, 2, 3);
            insert(queue, 6);
            assertThat(queue.newestFirst(0)).containsExactly(6, 1, 2);
        }
    }

    @Test
    void isTheSameAfterRestoringItsRowsInBlocks() {
        try (FeatureQueue queue = new FeatureQueue(1, 5, 1, CPU);
                FeatureQueue restored = new FeatureQueue(1, 5, 1, CPU)) {
            insert(queue, 1, 2, 3);
            insert(queue, 4, 5, 6);
            restored.restoreRows(0, 0, queue.read(0, 0, 2));
            restored.restoreRows(0, 2, queue.read(0, 2, 5));
            restored.restoreInserted(queue.index().inserted());
            assertThat(restored.index()).isEqualTo(queue.index());
            insert(queue, 7, 8);
            insert(restored, 7, 8);
            assertThat(restored.newestFirst(0)).containsExactly(queue.newestFirst(0));
        }
    }

    @Test
    void anEmptyQueueIsNeverFull() {
        try (FeatureQueue queue = new FeatureQueue(1, 0, 4, CPU)) {
            assertThat(queue.isFull()).isFalse();
            assertThat(queue.index().head()).isZero();
        }
    }

    @Test
    void refusesRowsThatDoNotFit() {
        try (FeatureQueue queue = new FeatureQueue(1, 5, 1, CPU)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> queue.restoreRows(0, 4, new byte[8]))
                    .withMessageContaining("5 rows of 4 bytes");
            assertThatIllegalArgumentException().isThrownBy(() -> queue.restoreInserted(-1));
        }
    }

    private static void insert(FeatureQueue queue, float... rows) {
        try (PointerScope scope = new PointerScope()) {
            Tensor features = TensorBytes.tensor(rows, rows.length, 1);
            queue.insert(List.of(features));
        }
    }
}
