package org.swavstream.operators.swav;

import java.io.Serializable;
import java.util.Objects;

/**
 * Where and how a learner computes what the other settings say.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param precision its numbers
 * @param microBatch most samples that pass through the network at once, from 4, so that each part
 *     of a batch has the 2 that batch norms need; 0 for all of a batch
 */
public record ComputeSettings(String device, Precision precision, int microBatch)
        implements Serializable {

    private static final int MIN_MICRO_BATCH = 4;

    public ComputeSettings {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(precision, "precision");
        if (microBatch != 0 && microBatch < MIN_MICRO_BATCH) {
            throw new IllegalArgumentException(
                    "micro-batches of %d samples: 0 for none, or at least %d"
                            .formatted(microBatch, MIN_MICRO_BATCH));
        }
    }

    /** In float32, a whole batch at once. */
    public static ComputeSettings on(String device) {
        return new ComputeSettings(device, Precision.FLOAT32, 0);
    }
}
