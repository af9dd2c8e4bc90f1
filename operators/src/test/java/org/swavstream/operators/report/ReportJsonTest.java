package org.swavstream.operators.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReportJsonTest {

    private static final FeatureQuality QUALITY =
            new FeatureQuality(0.5, 3.4, 0.98, 0.9, 1.0, 2.2, 0.7, 31.5);
    private static final FeatureQuality BROKEN =
            new FeatureQuality(0, 3.4, 0.98, 0, 0.1, Double.NaN, Double.NaN, Double.NaN);

    static Stream<ModelReport> reports() {
        return Stream.of(
                new StepReport(
                        "cats",
                        7,
                        1700,
                        92,
                        250,
                        3.25,
                        0.95,
                        3,
                        2.5,
                        0.6,
                        512,
                        3840,
                        new StepTimes(1, 2, 3, 4, 5, 6, 7)),
                new ProbeReport("cats", 50, 12800, 500, 499, 20, 0.07, QUALITY, QUALITY, 0.12),
                new ProbeReport("cats", 50, 12800, 500, 499, 20, 0.07, QUALITY, QUALITY, null),
                new ProbeReport("cats", 50, 12800, 500, 499, 20, 0.07, BROKEN, QUALITY, null),
                new StateReport("cats", 50, 12800, 3, 4, 17, "ab12", "cd34"));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyReportComesBackFromItsJson(ModelReport report) throws IOException {
        assertThat(ReportJson.parse(ReportJson.bytes(report))).isEqualTo(report);
    }

    @Test
    void namesAreInSnakeCaseAndTheTypeComesFirst() {
        String json = ReportJson.text(reports().findFirst().orElseThrow());
        assertThat(json)
                .startsWith("{\"type\":\"step\",\"model\":\"cats\",\"step\":7")
                .contains("\"loss_over_ln_k\":0.95")
                .contains("\"steps_at_ln_k\":3")
                .contains("\"queue_fill\":512")
                .contains("\"milliseconds\":{\"wait_for_input\":1.0,\"to_device\":2.0")
                .isEqualTo(
                        new String(
                                ReportJson.bytes(reports().findFirst().orElseThrow()),
                                StandardCharsets.UTF_8));
    }
}
