package org.swavstream.operators.swav;

/**
 * Where the time of a step went, in nanoseconds. A GPU works asynchronously: there, a part's figure
 * is the time until its work was queued or waited for, and only their sum is exact.
 *
 * @param toDevice copying the views to the device and normalising them; they are gathered before,
 *     beside the step in flight
 * @param forward trunk, head and scores
 * @param sinkhorn codes
 * @param backward loss and gradients
 * @param checkpointCopy waiting until the parameters are copied for a checkpoint, or copying them;
 *     near 0 without one
 * @param optimizer LARS and the queue
 */
public record StepTimings(
        long toDevice,
        long forward,
        long sinkhorn,
        long backward,
        long checkpointCopy,
        long optimizer) {}
