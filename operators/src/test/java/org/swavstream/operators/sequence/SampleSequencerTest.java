package org.swavstream.operators.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.RecordHeader;
import org.swavstream.operators.metrics.RegisteredMetrics;
import org.swavstream.operators.sample.SampleUse;
import org.swavstream.operators.sample.SequencedSample;
import org.swavstream.operators.sample.SequencedSampleSerializer;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;
import org.swavstream.state.ledger.RecordPosition;

final class SampleSequencerTest {

    private static final SequenceSettings SETTINGS = new SequenceSettings(ModelKey.NONE, 0.3, 5);
    private static final SequenceSettings BY_KEY =
            new SequenceSettings(ModelKey.RECORD_KEY, 0.3, 5);

    private long offset;

    @Test
    void numbersTrainingSamplesWithoutGaps() throws Exception {
        List<SequencedSample> samples = run(SETTINGS, labelledImages(100));
        List<Long> numbers =
                samples.stream()
                        .filter(sample -> sample.use() == SampleUse.TRAIN)
                        .map(SequencedSample::number)
                        .toList();
        assertThat(numbers).isNotEmpty();
        assertThat(numbers)
                .isEqualTo(IntStream.range(0, numbers.size()).mapToObj(Long::valueOf).toList());
    }

    @Test
    void noImageIsBothTrainedOnAndHeldOutHoweverOftenItComes() throws Exception {
        List<ImageRecord> records = labelledImages(200);
        records.addAll(labelledImages(200));
        records.addAll(unlabelledImages(200));
        List<SequencedSample> samples = run(SETTINGS, records);
        Set<String> trained = ids(samples, SampleUse.TRAIN);
        assertThat(trained).hasSizeBetween(120, 160);
        assertThat(ids(samples, SampleUse.PROBE)).hasSize(5).doesNotContainAnyElementsOf(trained);
        assertThat(samples.stream().filter(sample -> sample.use() == SampleUse.PROBE)).hasSize(5);
    }

    @Test
    void withoutAnIdTheContentDecides() throws Exception {
        List<ImageRecord> records = new ArrayList<>();
        for (int copy = 0; copy < 2; copy++) {
            for (int i = 0; i < 50; i++) {
                records.add(record(null, null, "airplane", "content " + i));
            }
        }
        List<SequencedSample> samples = run(SETTINGS, records);
        Set<String> trained = contents(samples, SampleUse.TRAIN);
        assertThat(contents(samples, SampleUse.PROBE))
                .hasSize(5)
                .doesNotContainAnyElementsOf(trained);
    }

    /** Of images elsewhere; the first copies come from other places than the second. */
    @Test
    void withoutContentTheHashDecides() throws Exception {
        List<ImageRecord> records = new ArrayList<>();
        for (String place : List.of("s3://one/", "s3://two/")) {
            for (int i = 0; i < 50; i++) {
                records.add(elsewhere(Map.of(ImageRecord.SHA256, "" + i, ImageRecord.URI, place)));
            }
        }
        assertHeldOutBy(ImageRecord.SHA256, run(SETTINGS, records));
    }

    /** It is checked without regard to these. */
    @Test
    void theHashDecidesWhateverItsCaseAndTheBlanksAroundIt() throws Exception {
        List<ImageRecord> records = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            records.add(elsewhere(Map.of(ImageRecord.SHA256, "abc" + i)));
            records.add(elsewhere(Map.of(ImageRecord.SHA256, " ABC" + i + "\n")));
        }
        Set<String> trained = headers(ImageRecord.SHA256, run(SETTINGS, records), SampleUse.TRAIN);
        assertThat(trained).hasSizeBetween(50, 90);
        for (int i = 0; i < 50; i++) {
            assertThat(trained.contains(" ABC" + i + "\n")).isEqualTo(trained.contains("abc" + i));
        }
    }

    @Test
    void withoutAHashThePlaceDecides() throws Exception {
        List<ImageRecord> records = new ArrayList<>();
        for (int copy = 0; copy < 2; copy++) {
            for (int i = 0; i < 50; i++) {
                records.add(elsewhere(Map.of(ImageRecord.URI, "s3://images/" + i)));
            }
        }
        assertHeldOutBy(ImageRecord.URI, run(SETTINGS, records));
    }

    private static void assertHeldOutBy(String header, List<SequencedSample> samples) {
        assertThat(headers(header, samples, SampleUse.PROBE))
                .hasSize(5)
                .doesNotContainAnyElementsOf(headers(header, samples, SampleUse.TRAIN));
    }

    private ImageRecord elsewhere(Map<String, String> texts) {
        List<RecordHeader> headers = new ArrayList<>();
        headers.add(new RecordHeader(ImageRecord.LABEL, bytes("airplane")));
        texts.forEach((name, text) -> headers.add(new RecordHeader(name, bytes(text))));
        return new ImageRecord(
                new RecordPosition("images", 0, offset++), null, headers, new byte[0]);
    }

    @Test
    void eachModelCountsItsOwnSamples() throws Exception {
        List<ImageRecord> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(record(i % 2 == 0 ? "cats" : "dogs", "image " + i, null, "x"));
        }
        List<SequencedSample> samples = run(BY_KEY, records);
        assertThat(samples).extracting(SequencedSample::model).contains("cats", "dogs");
        assertThat(samples.stream().filter(sample -> sample.number() == 0)).hasSize(2);
    }

    @Test
    void aRecordThatNamesNoModelIsADeadLetter() throws Exception {
        try (var harness = harness(BY_KEY)) {
            harness.open();
            harness.processElement(new StreamRecord<>(record(null, "image 1", null, "x")));
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(SampleSequencer.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(
                            letter ->
                                    assertThat(letter.getValue().reason())
                                            .contains("model.key-by = record-key"));
        }
    }

    /** Bytes that are no text would all be the model of the same replacement characters. */
    @Test
    void aKeyThatIsNoNameIsADeadLetter() throws Exception {
        byte[] noText = new byte[20];
        Arrays.fill(noText, (byte) 0xff);
        assertThat(reasons(BY_KEY, record(noText, null)))
                .singleElement()
                .asString()
                .startsWith("the record's key is not valid UTF-8, and model.key-by = record-key");
        assertThat(reasons(BY_KEY, record(bytes("k".repeat(1001)), null)))
                .singleElement()
                .asString()
                .startsWith("the record's key has 1001 bytes, more than 1000, and model.key-by");
        assertThat(reasons(BY_KEY, record(bytes("é".repeat(500)), null))).isEmpty();
        assertThat(reasons(SETTINGS, record(noText, null))).isEmpty();
    }

    @Test
    void aLabelThatIsNoNameMakesADeadLetterOfAHeldOutImageOnly() throws Exception {
        SequenceSettings allHeldOut = new SequenceSettings(ModelKey.NONE, 1, 5);
        SequenceSettings noneHeldOut = new SequenceSettings(ModelKey.NONE, 0, 5);
        byte[] noText = {'d', 'o', 'g', (byte) 0xff};
        assertThat(reasons(allHeldOut, record(null, noText)))
                .containsExactly("the label of this held-out image is not valid UTF-8");
        assertThat(reasons(allHeldOut, record(null, bytes("d".repeat(70_000)))))
                .containsExactly(
                        "the label of this held-out image has 70000 bytes, more than 1000");
        assertThat(reasons(allHeldOut, record(null, bytes("d".repeat(1000))))).isEmpty();
        assertThat(reasons(noneHeldOut, record(null, noText))).isEmpty();
    }

    /** As the channel to the next stage does. */
    @Test
    void whatIsSequencedCanBeSerialized() throws Exception {
        byte[] binary = new byte[22_000];
        Arrays.fill(binary, (byte) 0xff);
        List<ImageRecord> records = new ArrayList<>();
        for (byte[] key : List.of(binary, bytes("\0".repeat(1000)), bytes("😀".repeat(250)))) {
            records.add(record(key, null));
        }
        DataOutputSerializer out = new DataOutputSerializer(1000);
        for (SequencedSample sample : run(BY_KEY, records)) {
            new SequencedSampleSerializer().serialize(sample, out);
        }
        assertThat(out.length()).isPositive();
    }

    private static List<String> reasons(SequenceSettings settings, ImageRecord record)
            throws Exception {
        try (var harness = harness(settings)) {
            harness.open();
            harness.processElement(new StreamRecord<>(record));
            var letters = harness.getSideOutput(SampleSequencer.DEAD_LETTERS);
            return letters == null
                    ? List.of()
                    : letters.stream().map(letter -> letter.getValue().reason()).toList();
        }
    }

    private ImageRecord record(byte[] key, byte[] label) {
        List<RecordHeader> headers =
                label == null ? List.of() : List.of(new RecordHeader(ImageRecord.LABEL, label));
        return new ImageRecord(
                new RecordPosition("images", 0, offset++), key, headers, bytes("content"));
    }

    @Test
    void eachRecordThatNamesNoModelIsCountedOnce() throws Exception {
        RegisteredMetrics metrics = new RegisteredMetrics();
        try (var harness = harness(BY_KEY, metrics)) {
            harness.open();
            for (String key : new String[] {null, "cats", "", "dogs"}) {
                harness.processElement(new StreamRecord<>(record(key, "image 1", null, "x")));
            }
            assertThat(harness.getSideOutput(SampleSequencer.DEAD_LETTERS)).hasSize(2);
            assertThat(count(metrics, "deadLetters")).isEqualTo(2);
        }
    }

    @Test
    void everyImageIsCountedByWhatBecomesOfIt() throws Exception {
        RegisteredMetrics metrics = new RegisteredMetrics();
        try (var harness = harness(SETTINGS, metrics)) {
            harness.open();
            for (ImageRecord record : labelledImages(200)) {
                harness.processElement(new StreamRecord<>(record));
            }
            int trained = ids(harness.extractOutputValues(), SampleUse.TRAIN).size();
            assertThat(trained).isBetween(120, 160);
            assertThat(count(metrics, "samplesSequenced")).isEqualTo(trained);
            assertThat(count(metrics, "imagesHeldOut")).isEqualTo(5);
            assertThat(count(metrics, "imagesLeftOut")).isEqualTo(200 - trained - 5);
            assertThat(count(metrics, "deadLetters")).isZero();
        }
    }

    private static long count(RegisteredMetrics metrics, String name) {
        return metrics.get(Counter.class, "swav." + name).getCount();
    }

    @Test
    void numbersGoOnAfterARestore() throws Exception {
        OperatorSubtaskState state;
        long next;
        try (var harness = harness(SETTINGS)) {
            harness.open();
            for (ImageRecord record : unlabelledImages(30)) {
                harness.processElement(new StreamRecord<>(record));
            }
            next = harness.extractOutputValues().size();
            state = harness.snapshot(1, 1);
        }
        try (var restored = harness(SETTINGS)) {
            restored.initializeState(state);
            restored.open();
            for (ImageRecord record : unlabelledImages(30)) {
                restored.processElement(new StreamRecord<>(record));
            }
            assertThat(restored.extractOutputValues().get(0).number()).isEqualTo(next);
        }
    }

    private static List<SequencedSample> run(SequenceSettings settings, List<ImageRecord> records)
            throws Exception {
        try (var harness = harness(settings)) {
            harness.open();
            for (ImageRecord record : records) {
                harness.processElement(new StreamRecord<>(record));
            }
            return harness.extractOutputValues();
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ImageRecord, SequencedSample>
            harness(SequenceSettings settings) throws Exception {
        return harness(settings, new RegisteredMetrics());
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ImageRecord, SequencedSample>
            harness(SequenceSettings settings, RegisteredMetrics metrics) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new SampleSequencer(settings)),
                new ModelKeySelector(settings),
                Types.STRING,
                metrics.environment());
    }

    private List<ImageRecord> labelledImages(int count) {
        return images(count, "shoe");
    }

    private List<ImageRecord> unlabelledImages(int count) {
        return images(count, null);
    }

    private List<ImageRecord> images(int count, String label) {
        return IntStream.range(0, count)
                .mapToObj(i -> record(null, "image " + i, label, "same content"))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private ImageRecord record(String key, String id, String label, String content) {
        List<RecordHeader> headers = new ArrayList<>();
        if (id != null) {
            headers.add(new RecordHeader(ImageRecord.IMAGE_ID, bytes(id)));
        }
        if (label != null) {
            headers.add(new RecordHeader(ImageRecord.LABEL, bytes(label)));
        }
        return new ImageRecord(
                new RecordPosition("images", 0, offset++),
                key == null ? null : bytes(key),
                headers,
                bytes(content));
    }

    private static Set<String> ids(List<SequencedSample> samples, SampleUse use) {
        return headers(ImageRecord.IMAGE_ID, samples, use);
    }

    private static Set<String> headers(String name, List<SequencedSample> samples, SampleUse use) {
        return samples.stream()
                .filter(sample -> sample.use() == use)
                .map(sample -> sample.record().header(name).orElseThrow())
                .collect(Collectors.toSet());
    }

    private static Set<String> contents(List<SequencedSample> samples, SampleUse use) {
        return samples.stream()
                .filter(sample -> sample.use() == use)
                .map(sample -> new String(sample.record().value(), StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
