package org.swavstream.operators.training;

import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The learning rate over time, which is counted in steps: a stream has no epochs. */
public final class ScheduleOptions {

    public static final ConfigOption<Kind> KIND =
            ConfigOptions.key("schedule.kind")
                    .enumType(Kind.class)
                    .defaultValue(Kind.CONSTANT)
                    .withDescription(
                            "What follows the warm-up: constant, inverse-square-root,"
                                    + " stable-decay (constant, then linear to the final rate) or"
                                    + " cosine.");

    public static final ConfigOption<Long> WARMUP_STEPS =
            ConfigOptions.key("schedule.warmup-steps")
                    .longType()
                    .defaultValue(0L)
                    .withDescription(
                            "Steps of linear warm-up, from 0. A restart never warms up again.");

    public static final ConfigOption<Double> WARMUP_START =
            ConfigOptions.key("schedule.warmup-start")
                    .doubleType()
                    .defaultValue(0.0)
                    .withDescription("Learning rate of the first step of the warm-up, 0 to 1000.");

    public static final ConfigOption<Double> FINAL_RATE =
            ConfigOptions.key("schedule.final-rate")
                    .doubleType()
                    .defaultValue(0.0)
                    .withDescription(
                            "Learning rate at the end of stable-decay and cosine, 0 to 1000.");

    public static final ConfigOption<Long> TOTAL_STEPS =
            ConfigOptions.key("schedule.total-steps")
                    .longType()
                    .defaultValue(0L)
                    .withDescription(
                            "Step at which stable-decay and cosine end, warm-up included; required"
                                    + " for these two.");

    public static final ConfigOption<Long> DECAY_STEPS =
            ConfigOptions.key("schedule.decay-steps")
                    .longType()
                    .defaultValue(0L)
                    .withDescription(
                            "Steps of the decay at the end of stable-decay; required for it.");

    private ScheduleOptions() {}

    /** Kinds of schedules. */
    public enum Kind {
        CONSTANT,
        INVERSE_SQUARE_ROOT,
        STABLE_DECAY,
        COSINE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
