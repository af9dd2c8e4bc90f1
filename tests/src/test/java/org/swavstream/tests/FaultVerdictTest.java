package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.report.StateReport;

final class FaultVerdictTest {

    private static final StateReport MODEL =
            new StateReport("default", 2, 32, 0, 5, 0, "weights", "ledger");
    private static final Set<Long> EXPECTED = Set.of(1L, 2L, FaultTopic.deadLetter(7));

    @Test
    void whatIsThereOnceAndAsExpectedPasses() {
        assertThat(verdict(1L, 2L, FaultTopic.deadLetter(7)).passed()).isTrue();
    }

    @Test
    void whatIsMissingIsLostAndWhatIsThereAgainIsDuplicated() {
        assertThat(verdict(1L, 1L, 2L)).isEqualTo(new FaultVerdict(1, 1, 0, true));
        assertThat(verdict(1L, 1L, 2L).passed()).isFalse();
    }

    @Test
    void aDeadLetterForAnImageThatWasTrainedOnIsUnexpected() {
        FaultVerdict verdict = verdict(1L, 2L, FaultTopic.deadLetter(7), FaultTopic.deadLetter(8));
        assertThat(verdict).isEqualTo(new FaultVerdict(0, 0, 1, true));
        assertThat(verdict.passed()).isFalse();
    }

    @Test
    void anotherLedgerOrOtherWeightsDoNotPass() {
        assertThat(verdict(new StateReport("default", 2, 32, 0, 5, 0, "weights", "another")))
                .isEqualTo(new FaultVerdict(0, 0, 0, false));
        FaultVerdict otherWeights =
                verdict(new StateReport("default", 2, 32, 0, 5, 0, "others", "ledger"));
        assertThat(otherWeights).isEqualTo(new FaultVerdict(0, 0, 0, false));
        assertThat(otherWeights.passed()).isFalse();
    }

    private static FaultVerdict verdict(StateReport actual) {
        return FaultVerdict.of(List.copyOf(EXPECTED), EXPECTED, actual, MODEL);
    }

    private static FaultVerdict verdict(Long... written) {
        return FaultVerdict.of(List.of(written), EXPECTED, MODEL, MODEL);
    }
}
