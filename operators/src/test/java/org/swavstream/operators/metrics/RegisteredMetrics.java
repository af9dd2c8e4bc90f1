package org.swavstream.operators.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;

/** The metrics that an operator registers in its harness, in the group {@code swav}. */
public final class RegisteredMetrics {

    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();

    /** An environment for the harness, whose metrics come here. */
    public MockEnvironment environment() {
        TestingMetricRegistry registry =
                TestingMetricRegistry.builder()
                        .setRegisterConsumer(
                                (metric, name, group) ->
                                        register(group.getMetricIdentifier(name), metric))
                        .build();
        TaskMetricGroup task =
                TaskManagerMetricGroup.createTaskManagerMetricGroup(
                                registry, "localhost", ResourceID.generate())
                        .addJob(new JobID(), "job")
                        .addTask(ExecutionAttemptID.randomId(), "task");
        return new MockEnvironmentBuilder().setMetricGroup(task).build();
    }

    private void register(String identifier, Metric metric) {
        if (identifier.contains(".swav.")) {
            metrics.put(identifier, metric);
        }
    }

    /** The metric of the operator with these groups and this name, as {@code group.name}. */
    public <T extends Metric> T get(Class<T> type, String name) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().endsWith("." + name))
                .map(metric -> type.cast(metric.getValue()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + metrics.keySet()));
    }
}
