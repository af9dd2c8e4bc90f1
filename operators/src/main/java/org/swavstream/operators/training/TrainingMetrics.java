package org.swavstream.operators.training;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.report.StepTimes;

/**
 * The latest {@link StepReport} of each model as Flink metrics, in a group for each model, and the
 * images that it was trained on per second, over the last {@value #RATE_SECONDS} seconds. A group
 * begins with the first step since the start, so that its gauges always have a value.
 */
final class TrainingMetrics {

    private static final int RATE_SECONDS = 60;

    private final MetricGroup group;
    private final Map<String, StepReport> latest = new ConcurrentHashMap<>();
    private final Map<String, Meter> trainedImages = new HashMap<>();

    TrainingMetrics(MetricGroup group) {
        this.group = group;
    }

    void update(StepReport report) {
        latest.put(report.model(), report);
        trainedImages.computeIfAbsent(report.model(), this::register).markEvent(report.batch());
    }

    private Meter register(String model) {
        MetricGroup metrics = group.addGroup("model", model);
        metrics.gauge("step", number(model, StepReport::step));
        metrics.gauge("images", number(model, StepReport::images));
        metrics.gauge("skipped", number(model, StepReport::skipped));
        metrics.gauge("loss", number(model, StepReport::loss));
        metrics.gauge("lossOverLnK", number(model, StepReport::lossOverLnK));
        metrics.gauge("stepsAtLnK", number(model, StepReport::stepsAtLnK));
        metrics.gauge("codeEntropy", number(model, StepReport::codeEntropy));
        metrics.gauge("learningRate", number(model, StepReport::learningRate));
        metrics.gauge("queueFill", number(model, StepReport::queueFill));
        metrics.gauge("waitForInputMilliseconds", time(model, StepTimes::waitForInput));
        metrics.gauge("toDeviceMilliseconds", time(model, StepTimes::toDevice));
        metrics.gauge("forwardMilliseconds", time(model, StepTimes::forward));
        metrics.gauge("sinkhornMilliseconds", time(model, StepTimes::sinkhorn));
        metrics.gauge("backwardMilliseconds", time(model, StepTimes::backward));
        metrics.gauge("optimizerMilliseconds", time(model, StepTimes::optimizer));
        metrics.gauge("checkpointPauseMilliseconds", time(model, StepTimes::checkpointPause));
        return metrics.meter("imagesPerSecond", new MeterView(RATE_SECONDS));
    }

    private Gauge<Number> number(String model, Function<StepReport, Number> field) {
        return () -> field.apply(latest.get(model));
    }

    private Gauge<Number> time(String model, Function<StepTimes, Number> field) {
        return number(model, report -> field.apply(report.milliseconds()));
    }
}
