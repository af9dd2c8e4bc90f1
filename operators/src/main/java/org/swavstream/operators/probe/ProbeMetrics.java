package org.swavstream.operators.probe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.swavstream.operators.report.ProbeReport;

/**
 * The latest {@link ProbeReport} of each model as Flink metrics, in a group for each model. A group
 * begins with the first probe since the start, so that its gauges always have a value.
 */
final class ProbeMetrics {

    private final MetricGroup group;
    private final Map<String, ProbeReport> latest = new ConcurrentHashMap<>();

    ProbeMetrics(MetricGroup group) {
        this.group = group;
    }

    void update(ProbeReport report) {
        if (latest.put(report.model(), report) == null) {
            register(report.model());
        }
    }

    private void register(String model) {
        MetricGroup metrics = group.addGroup("model", model);
        metrics.gauge("knn", number(model, report -> report.trained().knn()));
        metrics.gauge("untrainedKnn", number(model, report -> report.untrained().knn()));
        metrics.gauge("rankMe", number(model, report -> report.trained().rankMe()));
        metrics.gauge("prototypesUsed", number(model, report -> report.trained().prototypesUsed()));
    }

    private Gauge<Double> number(String model, ToDoubleFunction<ProbeReport> field) {
        return () -> field.applyAsDouble(latest.get(model));
    }
}
