package org.swavstream.operators.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.metrics.RegisteredMetrics;
import org.swavstream.operators.probe.ProbeFeatures.Representation;
import org.swavstream.operators.report.FeatureQuality;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ProbeReport;

final class ProbeEvaluatorTest {

    private static final int IMAGES = 40;
    private static final int PROTOTYPES = 4;
    private static final ProbeSettings SETTINGS = new ProbeSettings(5, 0.07, 0.05, 3, 1);

    /** Every class a direction of its own. */
    private static final Representation SEPARATED =
            new Representation(0.7, oneHot(2), oneHot(PROTOTYPES));

    /** All images alike. */
    private static final Representation COLLAPSED =
            new Representation(Math.log(PROTOTYPES), constant(2), constant(PROTOTYPES));

    @Test
    void separatedFeaturesAreToldFromCollapsedOnes() throws Exception {
        ProbeReport report = evaluate(probe(new byte[0]));
        assertThat(report.bank()).isEqualTo(IMAGES / 2);
        assertThat(report.queries()).isEqualTo(IMAGES / 2);
        assertThat(report.trained().knn()).isEqualTo(1.0);
        assertThat(report.trained().rankMe()).isCloseTo(2, within(0.01));
        assertThat(report.trained().prototypesUsed()).isEqualTo(0.5);
        assertThat(report.trained().prototypeEntropy()).isCloseTo(0.5, within(1e-9));
        assertThat(report.untrained().knn()).isEqualTo(0.5);
        assertThat(report.untrained().featureStd()).isCloseTo(0, within(1e-6));
        assertThat(report.untrained().rankMe()).isCloseTo(1, within(0.01));
        assertThat(report.untrained().lossOverLnK()).isCloseTo(1, within(1e-9));
        assertThat(report.untrained().codeEntropy()).isCloseTo(Math.log(PROTOTYPES), within(1e-5));
        assertThat(report.rawPixelsKnn()).isNull();
    }

    @Test
    void aNetworkWhoseFeaturesAreNoNumbersIsReported() throws Exception {
        Representation broken = new Representation(0.7, nan(2), nan(PROTOTYPES));
        ProbeReport report = evaluate(probe("default", broken, COLLAPSED));
        assertThat(report.trained())
                .isEqualTo(
                        new FeatureQuality(
                                0,
                                0.7,
                                0.7 / Math.log(PROTOTYPES),
                                0,
                                1.0 / PROTOTYPES,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN));
        assertThat(report.untrained().knn()).isEqualTo(0.5);
    }

    @Test
    void theLatestProbeOfEachModelIsInTheMetrics() throws Exception {
        RegisteredMetrics metrics = new RegisteredMetrics();
        try (var harness = harness(metrics)) {
            harness.open();
            harness.processElement(new StreamRecord<>(probe("cats", COLLAPSED, SEPARATED)));
            harness.processElement(new StreamRecord<>(probe("dogs", COLLAPSED, COLLAPSED)));
            harness.processElement(new StreamRecord<>(probe("cats", SEPARATED, COLLAPSED)));
        }
        assertThat(gauge(metrics, "cats", "knn")).isEqualTo(1.0);
        assertThat(gauge(metrics, "cats", "untrainedKnn")).isEqualTo(0.5);
        assertThat(gauge(metrics, "cats", "rankMe")).isCloseTo(2, within(0.01));
        assertThat(gauge(metrics, "cats", "prototypesUsed")).isEqualTo(0.5);
        assertThat(gauge(metrics, "dogs", "knn")).isEqualTo(0.5);
        assertThat(gauge(metrics, "dogs", "rankMe")).isCloseTo(1, within(0.01));
    }

    @Test
    void rawPixelsAreClassifiedWhereTheyAreSent() throws Exception {
        byte[] pixels = new byte[2 * IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            pixels[2 * i + label(i)] = (byte) 200;
        }
        assertThat(evaluate(probe(pixels)).rawPixelsKnn()).isEqualTo(1.0);
    }

    private static ProbeReport evaluate(ProbeFeatures probe) throws Exception {
        try (var harness = harness(new RegisteredMetrics())) {
            harness.open();
            harness.processElement(new StreamRecord<>(probe));
            return (ProbeReport) harness.extractOutputValues().get(0);
        }
    }

    private static OneInputStreamOperatorTestHarness<ProbeFeatures, ModelReport> harness(
            RegisteredMetrics metrics) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new ProbeEvaluator(SETTINGS)), metrics.environment());
    }

    private static double gauge(RegisteredMetrics metrics, String model, String name) {
        Gauge<?> gauge = metrics.get(Gauge.class, "swav.model.%s.%s".formatted(model, name));
        return ((Number) gauge.getValue()).doubleValue();
    }

    private static ProbeFeatures probe(byte[] pixels) {
        return new ProbeFeatures("default", 50, 12_800, labels(), SEPARATED, COLLAPSED, pixels);
    }

    private static ProbeFeatures probe(
            String model, Representation trained, Representation untrained) {
        return new ProbeFeatures(model, 50, 12_800, labels(), trained, untrained, new byte[0]);
    }

    private static List<String> labels() {
        return IntStream.range(0, IMAGES).mapToObj(i -> label(i) == 0 ? "cat" : "dog").toList();
    }

    /** Both classes are among the even and among the odd images. */
    private static int label(int image) {
        return image / 2 % 2;
    }

    private static float[] oneHot(int columns) {
        float[] values = new float[IMAGES * columns];
        for (int i = 0; i < IMAGES; i++) {
            values[i * columns + label(i)] = 1;
        }
        return values;
    }

    private static float[] constant(int columns) {
        return filled(columns, 0.5f);
    }

    private static float[] nan(int columns) {
        return filled(columns, Float.NaN);
    }

    private static float[] filled(int columns, float value) {
        float[] values = new float[IMAGES * columns];
        Arrays.fill(values, value);
        return values;
    }
}
