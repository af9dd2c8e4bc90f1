package org.swavstream.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.state.serializer.VersionedSerializer;

/**
 * Serializer of {@link DeadLetter}.
 *
 * <p>The record as {@link ImageRecordSerializer} writes it, the reason's length in bytes (int) and
 * the reason in UTF-8.
 */
public final class DeadLetterSerializer extends VersionedSerializer<DeadLetter> {

    private static final long serialVersionUID = 1L;

    private final ImageRecordSerializer records = new ImageRecordSerializer();

    @Override
    protected void write(DeadLetter letter, DataOutputView out) throws IOException {
        records.serialize(letter.record(), out);
        NullableBytes.write(letter.reason().getBytes(StandardCharsets.UTF_8), out);
    }

    @Override
    protected DeadLetter read(int version, DataInputView in) throws IOException {
        ImageRecord image = records.deserialize(in);
        return new DeadLetter(image, new String(NullableBytes.read(in), StandardCharsets.UTF_8));
    }
}
