package org.swavstream.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.RecordHeader;
import org.swavstream.operators.probe.ProbeFeatures;
import org.swavstream.operators.probe.ProbeFeatures.Representation;
import org.swavstream.operators.probe.ProbeFeaturesSerializer;
import org.swavstream.operators.report.FeatureQuality;
import org.swavstream.operators.report.ModelReportSerializer;
import org.swavstream.operators.report.ProbeReport;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.report.StepTimes;
import org.swavstream.state.ledger.RecordPosition;
import org.swavstream.state.serializer.SerializedBytes;
import org.swavstream.state.serializer.VersionedSerializer;

/** What the job's operators hand to each other and keep, as earlier builds wrote it. */
final class ReleasedLayoutsTest {

    private static final RecordPosition POSITION = new RecordPosition("images", 3, 4_000_000_000L);
    private static final byte[] BYTES = {0, -1, 127, -128};
    private static final FeatureQuality QUALITY =
            new FeatureQuality(0.5, 3.4, 0.98, 0.9, 1.0, 2.2, 0.7, 31.5);

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of(
                        new PreparedSampleSerializer(),
                        1,
                        "prepared-sample",
                        List.of(
                                new PreparedSample.Views("cats", 5_000_000_000L, POSITION, BYTES),
                                new PreparedSample.Skip("cats", 7),
                                new PreparedSample.HeldOut("cats", 7, "Bürste", BYTES))),
                Arguments.of(
                        new SequencedSampleSerializer(),
                        1,
                        "sequenced-sample",
                        List.of(
                                new SequencedSample("cats", SampleUse.TRAIN, 9, record()),
                                new SequencedSample("dogs", SampleUse.PROBE, 0, record()))),
                Arguments.of(
                        new ProbeFeaturesSerializer(),
                        1,
                        "probe-features",
                        List.of(
                                new ProbeFeatures(
                                        "cats",
                                        50,
                                        12_800,
                                        List.of("Bürste", "brush"),
                                        network(2.5),
                                        network(5.25),
                                        BYTES))),
                Arguments.of(
                        new ModelReportSerializer(),
                        1,
                        "model-report",
                        List.of(
                                stepReport(),
                                new ProbeReport(
                                        "cats", 50, 12800, 500, 499, 20, 0.07, QUALITY, QUALITY,
                                        0.12),
                                new StateReport("cats", 50, 12800, 3, 4, 17, "ab12", "cd34"))));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    <T> void everyLayoutThatWasEverWrittenIsRead(
            VersionedSerializer<T> serializer, int version, String name, List<T> values)
            throws IOException {
        List<T> read = SerializedBytes.readAll(serializer, SerializedBytes.released(name, version));
        assertThat(read).usingRecursiveComparison().isEqualTo(values);
    }

    private static ImageRecord record() {
        return new ImageRecord(
                POSITION,
                null,
                List.of(new RecordHeader("label", "é".getBytes(StandardCharsets.UTF_8))),
                BYTES);
    }

    private static Representation network(double loss) {
        return new Representation(
                loss, new float[] {0.5f, -1, 2, 3}, new float[] {1, 0, -1, 0.25f});
    }

    private static StepReport stepReport() {
        return new StepReport(
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
                new StepTimes(1, 2, 3, 4, 5, 6, 7));
    }
}
