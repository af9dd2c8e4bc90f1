package org.swavstream.job.cli;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.swavstream.job.local.CompletedCheckpoint;
import org.swavstream.job.local.LocalCluster;

/** The last complete checkpoint of a job, asked for now and then without waiting for the answer. */
final class CheckpointWatch {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final LocalCluster cluster;
    private final JobID job;
    private Optional<CompletedCheckpoint> last = Optional.empty();
    private CompletableFuture<Optional<CompletedCheckpoint>> question;
    private long asked;

    CheckpointWatch(LocalCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
        ask();
    }

    /** The last checkpoint that is known of. */
    Optional<CompletedCheckpoint> last() {
        if (question.isDone()) {
            // The cluster may be starting or ending; then what was known before still holds.
            last = question.exceptionally(failure -> last).join().or(() -> last);
            if (System.nanoTime() - asked > INTERVAL) {
                ask();
            }
        }
        return last;
    }

    private void ask() {
        asked = System.nanoTime();
        question = cluster.lastCheckpoint(job);
    }
}
