package org.swavstream.operators.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.RecordHeader;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.SampleUse;
import org.swavstream.operators.sample.SequencedSample;
import org.swavstream.state.ledger.RecordPosition;

/**
 * Records for a few models in the order in which the source gives them: copies of images, images
 * that cannot be decoded, without a label, for no model.
 *
 * @param records at least one
 */
record SimulatedTopic(List<ImageRecord> records) {

    private static final int PARTITIONS = 3;
    private static final int MOST_RECORDS = 70;
    private static final int MOST_MODELS = 3;
    private static final byte BROKEN = 1;

    static SimulatedTopic random(Random random) {
        List<ImageRecord> records = new ArrayList<>();
        int size = 1 + random.nextInt(MOST_RECORDS);
        int models = 1 + random.nextInt(MOST_MODELS);
        long[] offsets = new long[PARTITIONS];
        for (int i = 0; i < size; i++) {
            int partition = random.nextInt(PARTITIONS);
            RecordPosition position = new RecordPosition("images", partition, offsets[partition]++);
            records.add(record(position, models, size, random));
        }
        return new SimulatedTopic(List.copyOf(records));
    }

    private static ImageRecord record(
            RecordPosition position, int models, int images, Random random) {
        List<RecordHeader> headers = new ArrayList<>();
        headers.add(header(ImageRecord.IMAGE_ID, "image-" + random.nextInt(images)));
        if (random.nextInt(5) > 0) {
            headers.add(header(ImageRecord.LABEL, "label-" + random.nextInt(3)));
        }
        byte[] key = random.nextInt(20) == 0 ? null : bytes("model-" + random.nextInt(models));
        byte[] content = new byte[Long.BYTES + 1];
        ByteBuffer.wrap(content).putLong(random.nextLong());
        content[Long.BYTES] = random.nextInt(10) == 0 ? BROKEN : 0;
        return new ImageRecord(position, key, headers, content);
    }

    /** What MultiCrop would make of a sample: it depends on the sample alone. */
    static PreparedSample prepare(SequencedSample sample) {
        byte[] content = sample.record().value();
        if (sample.use() == SampleUse.PROBE) {
            String label = sample.record().header(ImageRecord.LABEL).orElseThrow();
            return new PreparedSample.HeldOut(
                    sample.model(), Math.toIntExact(sample.number()), label, content);
        }
        return content[Long.BYTES] == BROKEN
                ? new PreparedSample.Skip(sample.model(), sample.number())
                : new PreparedSample.Views(
                        sample.model(), sample.number(), sample.record().position(), content);
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
