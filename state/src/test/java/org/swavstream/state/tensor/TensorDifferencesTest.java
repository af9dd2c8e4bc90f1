package org.swavstream.state.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorDifferencesTest {

    private static final TensorSpec A = TensorSpec.of("a", ElementType.F32, 2);
    private static final TensorSpec B = TensorSpec.of("b", ElementType.F32, 3, 4);
    private static final TensorSpec C = TensorSpec.of("c", ElementType.F32);

    @Test
    void equalTensorsInAnyOrderHaveNone() {
        assertThat(TensorDifferences.between(List.of(B, A), List.of(A, B)).faults("!")).isEmpty();
    }

    @Test
    void eachKindIsNamed() {
        List<TensorSpec> found =
                List.of(
                        TensorSpec.of("y", ElementType.F32, 1),
                        TensorSpec.of("x", ElementType.F32, 1),
                        TensorSpec.of("b", ElementType.F64, 3));
        TensorDifferences differences = TensorDifferences.between(found, List.of(A, B, C));
        assertThat(differences.faults(" (?)"))
                .containsExactly(
                        "unknown: y, x (?)", "missing: a, c", "b is F64 [3], expected F32 [3, 4]");
    }
}
