package org.swavstream.tests;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.job.SwavTopology;

/**
 * The Flink of this JVM, which JUnit starts and ends. A TaskManager of it that is lost closes its
 * tasks in order; only one that is a process can be killed.
 */
final class EmbeddedCluster implements JobCluster {

    private final MiniCluster flink;
    private final Path savepoints;
    private int taskManager;

    /**
     * @param savepoints folder for them
     */
    EmbeddedCluster(MiniCluster flink, Path savepoints) {
        this.flink = flink;
        this.savepoints = savepoints;
    }

    @Override
    public String submit(Map<String, String> settings, Optional<String> savepoint)
            throws Exception {
        Configuration configuration = Configuration.fromMap(settings);
        savepoint.ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        SwavTopology.define(environment, configuration);
        return environment.executeAsync("test").getJobID().toHexString();
    }

    @Override
    public String stop(String job) throws Exception {
        JobID id = JobID.fromHexString(job);
        String target = savepoints.toUri().toString();
        String savepoint =
                flink.stopWithSavepoint(id, target, false, SavepointFormatType.CANONICAL).get();
        flink.requestJobResult(id).get();
        return savepoint;
    }

    @Override
    public void loseTaskManager() throws Exception {
        flink.terminateTaskManager(taskManager).get();
    }

    @Override
    public void startTaskManager() throws Exception {
        flink.startTaskManager();
        taskManager++;
    }
}
