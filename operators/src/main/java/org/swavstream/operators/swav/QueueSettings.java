package org.swavstream.operators.swav;

import java.io.Serializable;

/**
 * The features of earlier batches that take part in the codes (Section 3.1, 'Working with small
 * batches').
 *
 * @param length features kept for each assignment crop; 0 for no queue. 3,840 in the paper, for
 *     batches of 256. The reference rounds it down to a multiple of the batch; here a ring keeps
 *     exactly so many
 * @param startStep first step that puts features into the queue; it takes part in the codes once it
 *     is full
 */
public record QueueSettings(int length, long startStep) implements Serializable {

    public QueueSettings {
        if (length < 0 || startStep < 0) {
            throw new IllegalArgumentException(
                    "queue of %d features from step %d: both must be at least 0"
                            .formatted(length, startStep));
        }
    }

    /** No queue: the codes are those of the batch alone. */
    public static QueueSettings none() {
        return new QueueSettings(0, 0);
    }

    /** Whether a step puts features into the queue and may use it. */
    public boolean active(long step) {
        return length > 0 && step >= startStep;
    }
}
