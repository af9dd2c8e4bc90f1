package org.swavstream.job.run;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a person is told about going on after a run: after a failure, and when a second signal ends
 * it at once. The thread of the run says how far that is, and the thread of the signal asks.
 */
final class ResumeAdvice {

    /**
     * Without saying where that is: the run may itself have been resumed, by the same command, and
     * what was the latest offset is so no more.
     */
    static final String NO_CHECKPOINT =
            "there is no checkpoint yet: begin again with the same command";

    private final Optional<Continuation> continuation;
    private final Optional<URI> survivingCluster;
    private volatile boolean checkpointed;
    private volatile Optional<String> savepoint = Optional.empty();

    /**
     * @param continuation of the run; empty where other tools are there for it
     * @param survivingCluster the cluster on which the job goes on, if it does
     */
    ResumeAdvice(Optional<Continuation> continuation, Optional<URI> survivingCluster) {
        this.continuation = continuation;
        this.survivingCluster = survivingCluster;
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
    Optional<URI> survivingCluster() {
        return survivingCluster;
    }

    /** How a person goes on from this savepoint or checkpoint. */
    String resumeFrom(String path) {
        return continuation.map(next -> next.from(path)).orElse("--from-savepoint " + path);
    }

    /** What is told where the run is ended at once now, in lines. */
    List<String> whenKilled() {
        if (savepoint.isPresent()) {
            String path = savepoint.get();
            return continuation
                    .map(next -> List.of("Savepoint: " + path, "Resume with: " + next.from(path)))
                    .orElseGet(() -> List.of("Savepoint: " + path));
        }
        if (survivingCluster.isPresent()) {
            return List.of("Ended. The job goes on at " + survivingCluster.get());
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
