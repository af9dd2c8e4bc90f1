package org.swavstream.tests;

import java.util.Map;
import java.util.Optional;

/** Flink in processes of its own. */
record StandaloneCluster(DistributionCluster processes) implements JobCluster {

    @Override
    public String submit(Map<String, String> settings, Optional<String> savepoint)
            throws Exception {
        String[] options =
                savepoint
                        .map(path -> new String[] {"--from-savepoint", path})
                        .orElseGet(() -> new String[0]);
        return processes.submit(settings, options);
    }

    @Override
    public String stop(String job) throws Exception {
        return processes.stop(job);
    }

    @Override
    public void loseTaskManager() throws Exception {
        processes.killTaskManager();
    }

    @Override
    public void startTaskManager() throws Exception {
        processes.startTaskManager();
    }
}
