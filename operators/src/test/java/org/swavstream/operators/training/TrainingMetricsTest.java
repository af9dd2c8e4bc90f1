package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.View;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;
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
