package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.sample.CropGroup;

class SettingsTest {

    @Test
    void trunk() {
        refused(() -> TrunkSettings.of("resnet9", 1, Stem.SMALL), "use resnet10, resnet18");
        refused(() -> TrunkSettings.of("resnet18", 0.13, Stem.SMALL), "a multiple of 1/64");
        refused(() -> TrunkSettings.of("resnet18", 6, Stem.SMALL), "0.125 to 5");
        refused(
                () -> new TrunkSettings(Block.BASIC, List.of(1, 1, 0, 1), 8, Stem.SMALL),
                "4 numbers of at least 1");
        refused(
                () -> new TrunkSettings(Block.BASIC, List.of(1, 1, 1, 1), 7, Stem.SMALL),
                "width 7: it must be at least 8");
    }

    @Test
    void loss() {
        refused(() -> new LossSettings(0, 0.05, 3, List.of(0), 0), "temperature");
        refused(() -> new LossSettings(0.1, 0.001, 3, List.of(0), 0), "at least 0.003");
        refused(() -> new LossSettings(0.1, 0.05, 0, List.of(0), 0), "Sinkhorn");
        refused(() -> new LossSettings(0.1, 0.05, 3, List.of(), 0), "at least one");
        refused(() -> new LossSettings(0.1, 0.05, 3, List.of(1, 1), 0), "each once");
        refused(() -> new LossSettings(0.1, 0.05, 3, List.of(0), -1), "frozen for -1");
    }

    @Test
    void optimizer() {
        refused(() -> new OptimizerSettings(1, 0, 0.001), "momentum");
        refused(() -> new OptimizerSettings(0.9, -1, 0.001), "weight decay");
        refused(() -> new OptimizerSettings(0.9, 0, 0), "trust coefficient");
    }

    @Test
    void queueAndModel() {
        refused(() -> new QueueSettings(-1, 0), "at least 0");
        TrunkSettings trunk = TrunkSettings.of("resnet18", 1, Stem.SMALL);
        refused(() -> new ModelSettings(trunk, 0, 64, 30), "head width 0");
        refused(() -> new ModelSettings(trunk, 64, 64, 1), "number of prototypes 1");
    }

    @Test
    void microBatches() {
        refused(
                () -> new ComputeSettings("cpu", Precision.FLOAT32, 3),
                "0 for none, or at least 4");
    }

    @Test
    void viewsMustSufficeForTheirCodes() {
        refused(() -> withCrops(List.of(new CropGroup(1, 32))), "two are needed");
        refused(
                () -> withCrops(List.of(new CropGroup(1, 32), new CropGroup(1, 24)), 2),
                "views 0 to 1 only");
    }

    @Test
    void neighbouringCropsOfOneSizeGoThroughTheTrunkTogether() {
        List<CropGroup> crops =
                List.of(new CropGroup(2, 32), new CropGroup(1, 32), new CropGroup(4, 24));
        assertThat(withCrops(crops).resolutions())
                .containsExactly(new CropGroup(3, 32), new CropGroup(4, 24));
    }

    private static SwavSettings withCrops(List<CropGroup> crops, int... assignment) {
        SwavSettings tiny = TinyLearner.settings(1);
        LossSettings loss =
                assignment.length == 0
                        ? tiny.loss()
                        : new LossSettings(0.1, 0.05, 3, List.of(0, assignment[0]), 0);
        return new SwavSettings(
                tiny.model(),
                loss,
                tiny.queue(),
                tiny.optimizer(),
                tiny.schedule(),
                crops,
                1,
                ComputeSettings.on("cpu"));
    }

    private static void refused(ThrowingCallable settings, String message) {
        assertThatIllegalArgumentException().isThrownBy(settings).withMessageContaining(message);
    }
}
