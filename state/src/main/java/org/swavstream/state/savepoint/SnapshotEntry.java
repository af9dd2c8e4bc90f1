package org.swavstream.state.savepoint;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A savepoint or checkpoint in a folder, or a folder in it that cannot be listed.
 *
 * @param path its folder
 * @param taken when it was complete; of a folder that cannot be listed, when that was tried
 * @param job what its place says of the job: its id, for a savepoint the first digits; or empty
 * @param checkpoint Flink's number of the checkpoint, from 1
 * @param bytes size of all its state, also of what it shares with other checkpoints
 * @param problem why it cannot be read; then checkpoint and bytes are 0
 */
public record SnapshotEntry(
        String path,
        Instant taken,
        String job,
        long checkpoint,
        long bytes,
        Optional<String> problem) {

    /** One that cannot be read, for the reason that {@code problem} says. */
    public static SnapshotEntry unreadable(
            String path, Instant taken, String job, IOException problem) {
        return new SnapshotEntry(path, taken, job, 0, 0, Optional.of(problem.getMessage()));
    }
}
