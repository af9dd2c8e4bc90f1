package org.swavstream.operators.training;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The feature queue, which makes the codes of small batches balanced. */
public final class QueueOptions {

    public static final ConfigOption<Integer> LENGTH =
            ConfigOptions.key("queue.length")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "Features kept for each assignment crop: 0 for no queue, or a multiple"
                                    + " of train.batch-size.");

    public static final ConfigOption<Long> START_STEP =
            ConfigOptions.key("queue.start-step")
                    .longType()
                    .defaultValue(0L)
                    .withDescription(
                            "Step at which the queue begins to fill, from 0. It is used once it is"
                                    + " full; before features have settled it does harm. One that"
                                    + " is moved to a later step while the queue fills or is used"
                                    + " empties it.");

    private QueueOptions() {}
}
