package org.swavstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.swavstream.state.ledger.RecordPosition;
import org.swavstream.state.serializer.SerializedBytes;

class ImageRecordSerializerTest {

    private static final ImageRecord IMAGE =
            new ImageRecord(
                    new RecordPosition("images", 3, 41),
                    "model-a".getBytes(StandardCharsets.UTF_8),
                    List.of(
                            new RecordHeader("label", "é".getBytes(StandardCharsets.UTF_8)),
                            new RecordHeader("empty", null)),
                    new byte[] {0, -1, 16});

    private final ImageRecordSerializer serializer = new ImageRecordSerializer();

    @Test
    void keepsNullsAsNullsAndEmptyAsEmpty() throws IOException {
        ImageRecord bare =
                new ImageRecord(new RecordPosition("t", 0, 0), null, List.of(), new byte[0]);
        ImageRecord deleted = new ImageRecord(bare.position(), new byte[0], List.of(), null);

        assertThat(roundTrip(IMAGE)).usingRecursiveComparison().isEqualTo(IMAGE);
        assertThat(roundTrip(bare)).usingRecursiveComparison().isEqualTo(bare);
        assertThat(roundTrip(deleted)).usingRecursiveComparison().isEqualTo(deleted);
    }

    @Test
    void refusesANegativeLength() throws IOException {
        byte[] broken = SerializedBytes.write(serializer, IMAGE);
        broken[broken.length - 7] = -2;

        assertThatThrownBy(() -> SerializedBytes.read(serializer, broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected -1 or more");
    }

    private ImageRecord roundTrip(ImageRecord image) throws IOException {
        return SerializedBytes.read(serializer, SerializedBytes.write(serializer, image));
    }
}
