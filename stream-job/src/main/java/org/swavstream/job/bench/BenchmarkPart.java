package org.swavstream.job.bench;

import java.util.List;
import java.util.Locale;

/**
 * One part of {@code bench}: something of which the speed matters, and what it is held against.
 * They run in this order.
 */
public enum BenchmarkPart {
    MULTICROP("an encoded image to all its views, with SwAV's whole augmentation, by CPU time"),
    STEP("whole training steps: views to device, forward, codes, backward, LARS"),
    SINKHORN("codes of one assignment crop, 3 iterations"),
    LARS("LARS around SGD with momentum, all parameters of trunk, head and prototypes"),
    PIPELINE("the job from Kafka to its reports, beside crops and steps in a loop of their own"),
    CHECKPOINT("what a checkpoint costs: pause of training, throughput, bytes"),
    RECOVERY("restoring a model from a checkpoint on this machine"),
    GROWTH("a training step (ResNet-18) against its sizes, and the line through the times");

    private final String description;

    BenchmarkPart(String description) {
        this.description = description;
    }

    /** What it measures, for a person. */
    public String description() {
        return description;
    }

    /**
     * Measures. What it prepares it releases.
     *
     * @throws org.swavstream.job.console.CommandException if it cannot be measured here
     */
    public List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        return switch (this) {
            case MULTICROP -> new MultiCropPart().run(scope);
            case STEP -> new StepPart().run(scope);
            case SINKHORN -> new SinkhornPart().run(scope);
            case LARS -> new LarsPart().run(scope);
            case PIPELINE -> new PipelinePart().run(scope);
            case CHECKPOINT -> new CheckpointPart().run(scope);
            case RECOVERY -> new RecoveryPart().run(scope);
            case GROWTH -> new GrowthPart().run(scope);
        };
    }

    /** The word that selects it on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
