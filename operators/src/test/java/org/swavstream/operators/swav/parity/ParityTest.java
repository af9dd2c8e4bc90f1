package org.swavstream.operators.swav.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.swavstream.operators.natives.NativeLibraries;

/** The bundled cases of the reference. */
class ParityTest {

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    static List<GoldenSource> bundled() {
        return GoldenSource.bundled();
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void computesWhatTheReferenceComputes(GoldenSource source) {
        CaseResult result = new ParityChecks("cpu").check(source);

        assertThat(result.problem()).isNull();
        for (Measurement m : result.measurements()) System.out.println(source.name() + " " + m);
        assertThat(result.measurements()).isNotEmpty().allMatch(Measurement::passed);
    }
}
