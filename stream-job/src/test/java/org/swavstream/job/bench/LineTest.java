package org.swavstream.job.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final List<Double> SIZES = List.of(1.0, 2.0, 4.0);

    @Test
    void costsOnALineGiveThatLine() {
        Line line = Line.through(SIZES, new double[] {13, 16, 22});
        assertThat(line.start()).isCloseTo(10, within(1e-9));
        assertThat(line.slope()).isCloseTo(3, within(1e-9));
        assertThat(line.at(8)).isCloseTo(34, within(1e-9));
    }

    /** Distances of -1, 2 and -1 from 10 + 3 · size, which no other line makes smaller in sum. */
    @Test
    void costsBesideALineAreAveraged() {
        Line line = Line.through(List.of(1.0, 2.0, 3.0), new double[] {12, 18, 18});
        assertThat(line.start()).isCloseTo(10, within(1e-9));
        assertThat(line.slope()).isCloseTo(3, within(1e-9));
    }

    @Test
    void costsThatFallAreTheirMean() {
        assertThat(Line.through(SIZES, new double[] {3, 2, 1})).isEqualTo(new Line(2, 0));
    }

    /** 1 · 1 + 2 · 1 + 4 · 8 over 1 + 4 + 16. */
    @Test
    void nothingCostsLessThanNothing() {
        Line line = Line.through(SIZES, new double[] {1, 1, 8});
        assertThat(line.start()).isZero();
        assertThat(line.slope()).isCloseTo(35.0 / 21, within(1e-9));
    }
}
