package org.swavstream.job.cluster;

import java.time.Duration;

/**
 * A checkpoint of a running job that is complete.
 *
 * @param number its number, from 1
 * @param bytes of state it wrote; an incremental checkpoint writes what is new
 * @param path where it is
 * @param duration from its trigger to its completion
 */
public record CompletedCheckpoint(long number, long bytes, String path, Duration duration) {}
