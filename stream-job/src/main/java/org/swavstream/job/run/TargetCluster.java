package org.swavstream.job.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.job.cluster.LocalCluster;
import org.swavstream.job.cluster.RemoteCluster;
import org.swavstream.job.console.CommandException;
import org.swavstream.job.console.Console;
import org.swavstream.job.recovery.ResumePoint;
import org.swavstream.job.recovery.ResumeSearch;
import org.swavstream.job.recovery.SavedBackend;
import org.swavstream.state.savepoint.SnapshotMetadata;

/**
 * The cluster that a job will run on.
 *
 * @param settings its own, which those of the job win over
 * @param environment jobs are submitted to; empty for a local cluster, which is not started yet
 */
public record TargetCluster(
        Configuration settings, Optional<StreamExecutionEnvironment> environment) {

    /**
     * The cluster that this JVM will start.
     *
     * @param distribution its folder, or empty where something else started this JVM
     * @throws org.swavstream.job.configuration.ConfigurationException if it cannot work in {@code
     *     folder}
     */
    public static TargetCluster local(Optional<Path> distribution, RunFolder folder)
            throws IOException {
        folder.requireLocal();
        return new TargetCluster(
                LocalCluster.settings(distribution, folder.path()), Optional.empty());
    }

    /** The cluster of {@code flink run}. */
    public static TargetCluster of(StreamExecutionEnvironment environment) {
        return new TargetCluster(
                Configuration.fromMap(environment.getConfiguration().toMap()),
                Optional.of(environment));
    }

    /**
     * Sets up Flink's file systems for a job with the settings {@code given}, if it will run here:
     * what is looked at before the cluster starts may be in them. Elsewhere Flink's client has done
     * so.
     */
    public void setUpFileSystems(Configuration given) {
        if (environment.isEmpty()) {
            LocalCluster.setUpFileSystems(with(given));
        }
    }

    /**
     * The savepoint that Flink was told to go on from, as by {@code flink run -s}. One that is not
     * there is left to Flink, which needs none where a JobManager has come back and runs the
     * program again.
     *
     * @throws IOException if its file system cannot be reached
     */
    public Optional<String> savepoint() throws IOException {
        Optional<String> path = settings.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        return path.isPresent() && exists(new org.apache.flink.core.fs.Path(path.get()))
                ? path
                : Optional.empty();
    }

    private static boolean exists(org.apache.flink.core.fs.Path path) throws IOException {
        return path.getFileSystem().exists(path);
    }

    /**
     * Finds what a job with the settings {@code given} resumes from, and says it.
     *
     * @return its path
     * @throws IOException if there is nothing, or it is not clear what is meant
     * @throws CommandException if the job that left it still runs
     */
    public String resume(Configuration given, Console console) throws Exception {
        ResumePoint point = new ResumeSearch(with(given)).find();
        requireEnded(point);
        console.say("Resuming from " + point.description());
        return point.path();
    }

    /**
     * Checks that a job with the settings {@code given} can read the keyed state of a savepoint.
     *
     * @throws IOException if the savepoint cannot be read
     * @throws org.swavstream.job.configuration.ConfigurationException if it was written by another
     *     state backend
     */
    public void requireReadable(String savepoint, Configuration given) throws IOException {
        SavedBackend.requireFits(SnapshotMetadata.read(savepoint), with(given));
    }

    /**
     * Checks that this machine has what a job with the settings {@code given} takes from it, if the
     * job will run here.
     *
     * @throws org.swavstream.job.configuration.ConfigurationException with all that is not there
     */
    public void requireMachine(Configuration given) {
        if (environment.isEmpty()) {
            ThisMachine.check(given);
        }
    }

    /** Its settings, with those {@code given} above them. */
    public Configuration with(Configuration given) {
        Configuration configuration = new Configuration(settings);
        configuration.addAll(given);
        return configuration;
    }

    private void requireEnded(ResumePoint point) throws Exception {
        for (JobID job : runningJobs()) {
            if (point.isOf(job.toHexString())) {
                throw new CommandException(
                        "job %s, which left %s, still runs; stop it first"
                                .formatted(job, point.path()));
            }
        }
    }

    private List<JobID> runningJobs() throws Exception {
        if (environment.isEmpty()) {
            return List.of();
        }
        try (RemoteCluster cluster = RemoteCluster.of(environment.get())) {
            return cluster.jobs().running().get();
        }
    }
}
