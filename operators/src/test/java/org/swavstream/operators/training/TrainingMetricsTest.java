package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.View;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.report.StepTimes;

final class TrainingMetricsTest {

    private static final int BATCH = 250;
    private static final double SECONDS = 60;

    private final MetricListener flink = new MetricListener();
    private final TrainingMetrics metrics = new TrainingMetrics(flink.getMetricGroup());

    /** The first step is that of a restored model, which was trained on many images before. */
    @Test
    void imagesPerSecondAreThoseOfTheStepsSinceTheStart() {
        metrics.update(step("cats", 100));
        metrics.update(step("cats", 101));
        metrics.update(step("dogs", 1));
        assertThat(imagesPerSecond("cats")).isEqualTo(2 * BATCH / SECONDS);
        assertThat(imagesPerSecond("dogs")).isEqualTo(BATCH / SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "step, 2",
        "images, 3",
        "skipped, 4",
        "loss, 6.5",
        "lossOverLnK, 7.5",
        "stepsAtLnK, 8",
        "codeEntropy, 9.5",
        "learningRate, 10.5",
        "queueFill, 11",
        "waitForInputMilliseconds, 13",
        "toDeviceMilliseconds, 14",
        "forwardMilliseconds, 15",
        "sinkhornMilliseconds, 16",
        "backwardMilliseconds, 17",
        "optimizerMilliseconds, 18",
        "checkpointPauseMilliseconds, 19"
    })
    void aGaugeHasItsFieldOfTheLatestStep(String name, double value) {
        metrics.update(step("cats", 1));
        metrics.update(
                new StepReport(
                        "cats",
                        2,
                        3,
                        4,
                        5,
                        6.5,
                        7.5,
                        8,
                        9.5,
                        10.5,
                        11,
                        12,
                        new StepTimes(13, 14, 15, 16, 17, 18, 19)));
        Gauge<Number> gauge = flink.<Number>getGauge("model", "cats", name).orElseThrow();
        assertThat(gauge.getValue().doubleValue()).isEqualTo(value);
    }

    private double imagesPerSecond(String model) {
        Meter meter = flink.getMeter("model", model, "imagesPerSecond").orElseThrow();
        ((View) meter).update();
        return meter.getRate();
    }

    private static StepReport step(String model, long step) {
        return new StepReport(
                model,
                step,
                step * BATCH,
                0,
                BATCH,
                3.25,
                0.95,
                0,
                2.5,
                0.6,
                0,
                0,
                new StepTimes(1, 2, 3, 4, 5, 6, 7));
    }
}
