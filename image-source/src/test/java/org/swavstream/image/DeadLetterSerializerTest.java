package org.swavstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.swavstream.state.serializer.SerializedBytes;

class DeadLetterSerializerTest {

    private final DeadLetterSerializer serializer = new DeadLetterSerializer();

    @Test
    void readsAndWritesLayout1() throws IOException {
        byte[] released = SerializedBytes.released("dead-letter", 1);

        DeadLetter letter = SerializedBytes.read(serializer, released);

        assertThat(letter.reason()).isEqualTo("not an image");
        assertThat(letter.record().position()).hasToString("images-3@41");
        assertThat(SerializedBytes.write(serializer, letter)).isEqualTo(released);
    }

    @Test
    void isWhatTheTypeUses() {
        assertThat(DeadLetter.TYPE.createSerializer(null)).isEqualTo(serializer);
    }
}
