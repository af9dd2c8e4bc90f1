package org.swavstream.operators.swav;

/**
 * What a step does, one after the other. A GPU works asynchronously: there, a part's time is that
 * until its work was queued or waited for, and only the sum of all parts is exact.
 */
public enum StepPart {
    /**
     * Copying the views to the device and normalising them; they are gathered before, beside the
     * step in flight.
     */
    TO_DEVICE,

    /** Trunk, head and scores. */
    FORWARD,

    /** Codes. */
    SINKHORN,

    /** Loss and gradients. */
    BACKWARD,

    /**
     * Waiting until the parameters are copied for a checkpoint, or copying them; near 0 without
     * one.
     */
    CHECKPOINT_COPY,

    /** LARS and the queue. */
    OPTIMIZER
}
