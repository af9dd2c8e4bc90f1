package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.swavstream.image.DeadLetter;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.RecordHeader;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.metrics.RegisteredMetrics;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.SampleUse;
import org.swavstream.operators.sample.SequencedSample;
import org.swavstream.state.file.FaultyStore;
import org.swavstream.state.ledger.RecordPosition;

class MultiCropFunctionTest {

    private static final int EVALUATION_SIDE = 32;
    private static final long JOB_SEED = 9;
    private static final RecordPosition POSITION = new RecordPosition("images", 0, 3);
    private static final byte[] PNG = TestImages.bytes("photo.png");
    private static final byte[] TEXT = "no image".getBytes(StandardCharsets.US_ASCII);
    private static final String REASON =
            "not a JPEG, PNG, WebP or BMP image: starts with 6e 6f 20 69 6d 61 67 65";

    private final RegisteredMetrics metrics = new RegisteredMetrics();

    private OneInputStreamOperatorTestHarness<SequencedSample, PreparedSample> flink;

    @BeforeEach
    void open() throws Exception {
        MultiCropFunction function =
                new MultiCropFunction(
                        TestCrops.SETTINGS, EVALUATION_SIDE, TestImages.MAX_PIXELS, JOB_SEED);
        flink =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(function), metrics.environment());
        flink.setup(
                PreparedSample.TYPE.createSerializer(
                        flink.getExecutionConfig().getSerializerConfig()));
        flink.open();
    }

    @AfterEach
    void close() throws Exception {
        flink.close();
    }

    @Test
    void aTrainingSampleBecomesViews() throws Exception {
        process("model", SampleUse.TRAIN, 17, record(PNG, null));

        assertThat(flink.extractOutputValues())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new PreparedSample.Views("model", 17, POSITION, views("model", 17)));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void viewsDependOnModelAndSequenceNumber() throws Exception {
        process("a", SampleUse.TRAIN, 1, record(PNG, null));
        process("a", SampleUse.TRAIN, 2, record(PNG, null));
        process("b", SampleUse.TRAIN, 1, record(PNG, null));
        process("a", SampleUse.TRAIN, 1, record(PNG, null));

        List<byte[]> views =
                flink.extractOutputValues().stream()
                        .map(sample -> ((PreparedSample.Views) sample).pixels())
                        .toList();
        assertThat(views.get(1)).isNotEqualTo(views.get(0));
        assertThat(views.get(2)).isNotEqualTo(views.get(0));
        assertThat(views.get(3)).isEqualTo(views.get(0));
    }

    @Test
    void anUnusableTrainingSampleBecomesADeadLetterAndASkip() throws Exception {
        ImageRecord record = record(TEXT, null);
        process("model", SampleUse.TRAIN, 4, record);
        process("model", SampleUse.TRAIN, 5, record(PNG, null));

        assertThat(deadLetters()).containsExactly(new DeadLetter(record, REASON));
        assertThat(flink.extractOutputValues())
                .hasSize(2)
                .startsWith(new PreparedSample.Skip("model", 4));
    }

    @Test
    void aHeldOutSampleBecomesItsEvaluationView() throws Exception {
        process("model", SampleUse.PROBE, 6, record(PNG, "dog"));

        try (MultiCrop multiCrop = TestCrops.small()) {
            assertThat(flink.extractOutputValues())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(
                            new PreparedSample.HeldOut(
                                    "model",
                                    6,
                                    "dog",
                                    multiCrop.evaluationView(PNG, EVALUATION_SIDE)));
        }
    }

    @Test
    void anUnusableHeldOutSampleBecomesADeadLetterOnly() throws Exception {
        ImageRecord text = record(TEXT, "dog");
        ImageRecord unlabelled = record(PNG, null);
        process("model", SampleUse.PROBE, 7, text);
        process("model", SampleUse.PROBE, 8, unlabelled);

        assertThat(deadLetters())
                .containsExactly(
                        new DeadLetter(text, REASON),
                        new DeadLetter(unlabelled, "held out, but has no label"));
        assertThat(flink.extractOutputValues()).isEmpty();
    }

    @Test
    void imagesAndDeadLettersAreCounted() throws Exception {
        process("model", SampleUse.TRAIN, 4, record(TEXT, null));
        process("model", SampleUse.TRAIN, 5, record(PNG, null));
        process("model", SampleUse.PROBE, 6, record(PNG, "dog"));

        assertThat(metrics.get(Counter.class, "swav.imagesDecoded").getCount()).isEqualTo(2);
        assertThat(metrics.get(Counter.class, "swav.deadLetters").getCount()).isEqualTo(1);
        assertThat(metrics.get(Histogram.class, "swav.imageMicroseconds").getCount()).isEqualTo(2);
    }

    /** And is not lost with it: Flink sends it again after the restart. */
    @Test
    void aSampleWhoseStoreFailsFailsTheTask() {
        RecordHeader uri =
                new RecordHeader(
                        ImageRecord.URI,
                        FaultyStore.busy("image.png").toString().getBytes(StandardCharsets.UTF_8));
        ImageRecord record = new ImageRecord(POSITION, null, List.of(uri), null);
        assertThatThrownBy(() -> process("model", SampleUse.TRAIN, 4, record))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("503 Slow Down");
        assertThat(deadLetters()).isEmpty();
        assertThat(flink.extractOutputValues()).isEmpty();
    }

    private void process(String model, SampleUse use, long number, ImageRecord record)
            throws Exception {
        flink.processElement(new SequencedSample(model, use, number, record), number);
    }

    private List<DeadLetter> deadLetters() {
        var letters = flink.getSideOutput(MultiCropFunction.DEAD_LETTERS);
        return letters == null
                ? List.of()
                : letters.stream().map(letter -> letter.getValue()).toList();
    }

    private static byte[] views(String model, long sequence) throws UnusableImageException {
        try (MultiCrop multiCrop = TestCrops.small()) {
            return multiCrop.views(PNG, SampleSeed.of(JOB_SEED, model, sequence));
        }
    }

    private static ImageRecord record(byte[] value, String label) {
        List<RecordHeader> headers =
                label == null
                        ? List.of()
                        : List.of(
                                new RecordHeader(
                                        ImageRecord.LABEL, label.getBytes(StandardCharsets.UTF_8)));
        return new ImageRecord(POSITION, null, headers, value);
    }
}
