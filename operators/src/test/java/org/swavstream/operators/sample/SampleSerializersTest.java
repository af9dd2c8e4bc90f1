package org.swavstream.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

/** What the job's operators hand to each other, and what of it the trainer keeps. */
final class SampleSerializersTest {

    private static final RecordPosition POSITION = new RecordPosition("images", 3, 4_000_000_000L);
    private static final byte[] BYTES = {0, -1, 127, -128};

    private static final StepTimes TIMES = new StepTimes(1, 2, 3, 4, 5, 6, 7);
    private static final FeatureQuality QUALITY =
            new FeatureQuality(0.5, 3.4, 0.98, 0.9, 1.0, 2.2, 0.7, 31.5);

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(
                        new SequencedSampleSerializer(),
                        new SequencedSample("cats", SampleUse.TRAIN, 9, record())),
                Arguments.of(
                        new SequencedSampleSerializer(),
                        new SequencedSample("dogs", SampleUse.PROBE, 0, record())),
                Arguments.of(
                        new ProbeFeaturesSerializer(),
                        new ProbeFeatures(
                                "cats",
                                50,
                                12_800,
                                List.of("Bürste", "brush"),
                                network(2.5),
                                network(5.25),
                                BYTES)),
                Arguments.of(
                        new ModelReportSerializer(),
                        new StepReport(
                                "cats", 7, 1700, 92, 250, 3.25, 0.95, 3, 2.5, 0.6, 512, 3840,
                                TIMES)),
                Arguments.of(
                        new ModelReportSerializer(),
                        new ProbeReport(
                                "cats", 50, 12800, 500, 499, 20, 0.07, QUALITY, QUALITY, 0.12)),
                Arguments.of(
                        new ModelReportSerializer(),
                        new StateReport("cats", 50, 12800, 3, 4, 17, "ab12", "cd34")));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void readsWhatItWrote(VersionedSerializer<T> serializer, T value) throws IOException {
        T read = SerializedBytes.read(serializer, SerializedBytes.write(serializer, value));
        assertThat(read).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void preparedSamplesOfEarlierBuildsAreRead() throws IOException {
        List<PreparedSample> read =
                SerializedBytes.readAll(
                        new PreparedSampleSerializer(),
                        SerializedBytes.released("prepared-sample", 1));
        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(
                        List.of(
                                new PreparedSample.Views("cats", 5_000_000_000L, POSITION, BYTES),
                                new PreparedSample.Skip("cats", 7),
                                new PreparedSample.HeldOut("cats", 7, "Bürste", BYTES)));
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
}
