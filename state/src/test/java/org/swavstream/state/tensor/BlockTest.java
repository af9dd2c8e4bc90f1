package org.swavstream.state.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BlockTest {

    @Test
    void opensWhatWasSealed() throws IOException {
        byte[] payload = {1, 2, 3};
        assertThat(Block.open(Block.seal(payload), "block")).containsExactly(1, 2, 3);
    }

    @Test
    void everyDamagedByteIsFound() {
        byte[] sealed = Block.seal(new byte[] {1, 2, 3});
        for (int i = 0; i < sealed.length; i++) {
            byte[] damaged = sealed.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> Block.open(damaged, "block 7 of state 'weights'"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("block 7 of state 'weights' is damaged");
        }
    }

    @Test
    void aBlockWithoutRoomForItsChecksumIsDamaged() {
        assertThatThrownBy(() -> Block.open(new byte[3], "block"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("only 3 bytes");
    }
}
