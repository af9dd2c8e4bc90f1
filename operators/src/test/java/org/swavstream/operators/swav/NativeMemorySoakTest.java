package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.NativeLibraries;

/** Memory over many steps; takes a minute. */
@Tag("soak")
class NativeMemorySoakTest {

    // A leak of all activations of a step would be 2,000 · 0.5 MB; the Java heap is warm by then.
    private static final long GROWTH_BYTES = 32L << 20;

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    void isFlatOverTwoThousandSteps() throws IOException {
        try (SwavLearner learner = TinyLearner.of(1)) {
            TinyLearner.train(learner, 0, 200);
            long warm = ResidentMemory.now();
            TinyLearner.train(learner, 200, 2_000);
            long growth = ResidentMemory.now() - warm;
            System.out.printf("resident: %d MB, then %+d kB%n", warm >> 20, growth >> 10);
            assertThat(growth).isLessThan(GROWTH_BYTES);
        }
    }
}
