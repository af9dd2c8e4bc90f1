package org.swavstream.operators.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.swav.Accuracy;
import org.swavstream.operators.swav.DivergedException;

class EpochLoopTest {

    private static final List<Long> HITS = List.of(3L, 8L, 8L, 5L);

    private final List<String> told = new ArrayList<>();

    @Test
    void lastAndBestEpochAreTwoThings() throws IOException {
        EpochScores scores =
                new EpochLoop("tests", 4)
                        .run(
                                epoch -> loss(4.0 / epoch),
                                epoch -> new Accuracy(HITS.get(epoch - 1), 9, 10),
                                listener());
        assertThat(scores.last().top1()).isEqualTo(0.5);
        assertThat(scores.epochs()).isEqualTo(4);
        assertThat(scores.best().top1()).isEqualTo(0.8);
        assertThat(scores.bestEpoch()).isEqualTo(2);
        assertThat(scores.firstLoss()).isEqualTo(4);
        assertThat(scores.lastLoss()).isEqualTo(1);
        assertThat(told).hasSize(4).last().isEqualTo("tests 4/4 0.5");
    }

    @Test
    void divergenceEndsTheTraining() throws IOException {
        EpochScores scores =
                new EpochLoop("fine-tuning", 4)
                        .run(
                                epoch -> epoch < 3 ? loss(1) : diverged(),
                                epoch -> new Accuracy(HITS.get(epoch - 1), 9, 10),
                                listener());
        assertThat(scores.diverged()).isTrue();
        assertThat(scores.epochs()).isEqualTo(3);
        assertThat(scores.best().top1()).isEqualTo(0.8);
    }

    private static MeanLoss diverged() {
        throw new DivergedException("the loss is NaN");
    }

    @Test
    void withoutImagesThereAreNoScores() {
        EpochLoop loop = new EpochLoop("fine-tuning", 4);
        assertThatThrownBy(() -> loop.run(epoch -> loss(1), epoch -> Accuracy.NONE, listener()))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("none of the test images");
        assertThatThrownBy(
                        () -> loop.run(epoch -> new MeanLoss(), epoch -> Accuracy.NONE, listener()))
                .hasMessageContaining("no batch has enough");
    }

    /** The paper's epochs 12 and 16 of 20, counted from 0. */
    @Test
    void fineTuningSlowsDownTwice() {
        SemiProtocol semi = new SemiProtocol(0.01, 20, 256, 0.02, 5);
        assertThat(semi.factor(12)).isOne();
        assertThat(semi.factor(13)).isEqualTo(0.2);
        assertThat(semi.factor(16)).isEqualTo(0.2);
        assertThat(semi.factor(17)).isCloseTo(0.04, within(1e-15));
        SemiProtocol longer = new SemiProtocol(0.01, 50, 256, 0.02, 5);
        assertThat(longer.factor(30)).isOne();
        assertThat(longer.factor(31)).isEqualTo(0.2);
        assertThat(longer.factor(41)).isCloseTo(0.04, within(1e-15));
    }

    private static MeanLoss loss(double value) {
        MeanLoss loss = new MeanLoss();
        loss.add(value, 1);
        return loss;
    }

    private ProtocolListener listener() {
        return new ProtocolListener() {
            @Override
            public void images(String activity, int done, int total) {
                throw new AssertionError("an epoch loop knows no images");
            }

            @Override
            public void epoch(String name, int epoch, int epochs, double loss, Accuracy test) {
                told.add("%s %d/%d %s".formatted(name, epoch, epochs, test.top1()));
            }
        };
    }
}
