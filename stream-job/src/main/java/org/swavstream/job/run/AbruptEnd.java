package org.swavstream.job.run;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a person is told where a second signal ends a run at once. The thread of the run says how
 * far that is, and the thread of the signal asks.
 */
final class AbruptEnd {

    /** What it went on from may not be all that the command said of its beginning. */
    static final String NO_CHECKPOINT =
            "there is no checkpoint yet: the same command begins where this one did";

    private final Optional<Continuation> continuation;
    private final Optional<URI> remaining;
    private volatile boolean checkpointed;
    private volatile Optional<String> savepoint = Optional.empty();

    /**
     * @param continuation of the run; empty where other tools are there for it
     * @param remaining the cluster on which the job goes on, if it does
     */
    AbruptEnd(Optional<Continuation> continuation, Optional<URI> remaining) {
        this.continuation = continuation;
        this.remaining = remaining;
    }

    /** The job has a complete checkpoint. */
    void checkpointed() {
        checkpointed = true;
    }

    /** The job was stopped with this savepoint, which is complete. */
    void saved(String path) {
        savepoint = Optional.of(path);
    }

    /** The cluster on which the job goes on, if it does. */
    Optional<URI> remaining() {
        return remaining;
    }

    /** How a person goes on from this savepoint or checkpoint. */
    String from(String path) {
        return continuation.map(next -> next.from(path)).orElse("--from-savepoint " + path);
    }

    /** What is told now, in lines. */
    List<String> lines() {
        if (savepoint.isPresent()) {
            String path = savepoint.get();
            return continuation
                    .map(next -> List.of("Savepoint: " + path, "Resume with: " + next.from(path)))
                    .orElseGet(() -> List.of("Savepoint: " + path));
        }
        if (remaining.isPresent()) {
            return List.of("Ended. The job goes on at " + remaining.get());
        }
        String ended = "Ended without a savepoint";
        if (!checkpointed) {
            return List.of("%s; %s.".formatted(ended, NO_CHECKPOINT));
        }
        return continuation
                .map(next -> "Resume from the last checkpoint with: " + next.fromNewest())
                .map(resume -> List.of(ended + ".", resume))
                .orElseGet(() -> List.of(ended + "."));
    }
}
