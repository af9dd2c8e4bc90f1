package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossPlateauTest {

    private static final LossPlateau PLATEAU = new LossPlateau(3000, 10);

    /** ln 3000 = 8.0064. */
    @ParameterizedTest
    @CsvSource({"8.0064, 6", "7.93, 6", "8.08, 6", "7.92, 0", "8.09, 0", "2, 0"})
    void countsLossesWithinAPercent(double loss, long expected) {
        assertThat(PLATEAU.steps(5, 10, loss)).isEqualTo(expected);
    }

    @Test
    void doesNotCountFrozenSteps() {
        assertThat(PLATEAU.steps(0, 9, 8.0064)).isZero();
        assertThat(PLATEAU.steps(0, 10, 8.0064)).isEqualTo(1);
    }
}
