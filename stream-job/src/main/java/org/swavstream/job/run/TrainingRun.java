package org.swavstream.job.run;

import java.net.URI;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.job.cluster.LocalCluster;
import org.swavstream.job.cluster.RemoteCluster;
import org.swavstream.job.cluster.TrainingCluster;
import org.swavstream.job.console.Console;
import org.swavstream.job.console.RunProgress;

/**
 * A training run from its topics to its savepoint.
 *
 * @param training the job
 * @param console where the run shows itself
 * @param continuation how a person goes on after it; empty where a cluster's own tools are there
 *     for that
 */
public record TrainingRun(
        TrainingJob training, Console console, Optional<Continuation> continuation) {

    /**
     * How a run ended.
     *
     * @param progress what it reported
     * @param savepoint where its savepoint is, or empty if it came to its own end
     */
    public record End(RunProgress progress, Optional<String> savepoint) {}

    /**
     * Trains on a cluster of its own until the job ends or is asked to stop.
     *
     * @param folder of the run; in it no other process may run the same job
     * @param configuration of cluster and job; the topic with the images must exist
     * @param observer told of the progress again and again; may ask to stop
     * @throws Exception if the run cannot be started or fails
     */
    @SuppressWarnings("try") // a lock works by being open
    public End run(RunFolder folder, Configuration configuration, RunObserver observer)
            throws Exception {
        KafkaTopics.prepare(configuration);
        ResumeAdvice advice = new ResumeAdvice(continuation, Optional.empty());
        // It stays until the cluster has ended: only then does the caller say how to go on.
        try (StopRequest stop = stopRequest(advice);
                RunLock lock = folder.lockJob(configuration);
                LocalCluster cluster = LocalCluster.start(configuration)) {
            return watch(cluster, configuration, observer, stop, advice);
        }
    }

    /** As {@link #run}, on a local cluster that has those settings of a cluster already. */
    public End run(LocalCluster cluster, Configuration configuration, RunObserver observer)
            throws Exception {
        return runOn(cluster, configuration, observer, Optional.empty());
    }

    /** As {@link #run}, on the cluster of {@code flink run}. */
    public End run(
            StreamExecutionEnvironment environment,
            Configuration configuration,
            RunObserver observer)
            throws Exception {
        try (RemoteCluster cluster = RemoteCluster.of(environment)) {
            return runOn(cluster, configuration, observer, Optional.of(cluster.webInterface()));
        }
    }

    private End runOn(
            TrainingCluster cluster,
            Configuration configuration,
            RunObserver observer,
            Optional<URI> survivingCluster)
            throws Exception {
        KafkaTopics.prepare(configuration);
        ResumeAdvice advice = new ResumeAdvice(continuation, survivingCluster);
        try (StopRequest stop = stopRequest(advice)) {
            return watch(cluster, configuration, observer, stop, advice);
        }
    }

    private End watch(
            TrainingCluster cluster,
            Configuration configuration,
            RunObserver observer,
            StopRequest stop,
            ResumeAdvice advice)
            throws Exception {
        try (TrainingSession session =
                TrainingSession.start(training, configuration, cluster, advice)) {
            console.say("Flink's web UI: " + cluster.webInterface());
            Optional<String> savepoint = session.watch(stop, console, observer);
            return new End(session.progress(), savepoint);
        }
    }

    private StopRequest stopRequest(ResumeAdvice advice) {
        return StopRequest.onSignals(
                this::sayThatItStops, () -> advice.whenKilled().forEach(console::say));
    }

    private void sayThatItStops() {
        console.say("");
        console.say("Stopping with a savepoint. Ctrl-C again ends at once, without one.");
    }
}
