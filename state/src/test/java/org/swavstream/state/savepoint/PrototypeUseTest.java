package org.swavstream.state.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

final class PrototypeUseTest {

    private static final TensorData PROTOTYPES =
            new TensorData(
                    TensorSpec.of("prototypes.weight", ElementType.F32, 4, 2),
                    floats(1, 0, 0, 1, -1, 0, 0, -1));

    /** Three rows of four are filled, so the fourth counts for nothing. */
    @Test
    void itCountsWhichPrototypeIsNearestToEachFilledRow() {
        QueueSnapshot queue = new QueueSnapshot(new QueueIndex(1, 4, 2, 3));
        queue.write(0, 0, floats(0, -9, 0.9f, 0.1f, 0.8f, 0.6f, 0.1f, 0.9f));

        PrototypeUse use = PrototypeUse.of(PROTOTYPES, queue).orElseThrow();

        assertThat(use.features()).isEqualTo(3);
        assertThat(use.used()).isEqualTo(0.5);
        double expected = -(2.0 / 3 * Math.log(2.0 / 3) + 1.0 / 3 * Math.log(1.0 / 3));
        assertThat(use.entropy()).isCloseTo(expected / Math.log(4), within(1e-12));
    }

    @Test
    void howLongAPrototypeIsDoesNotMatter() {
        TensorData longAndShort =
                new TensorData(
                        TensorSpec.of("prototypes.weight", ElementType.F32, 4, 2),
                        floats(9, 0, 0, 0.1f, -1, 0, 0, 0));
        QueueSnapshot queue = new QueueSnapshot(new QueueIndex(1, 2, 2, 2));
        queue.write(0, 0, floats(0.6f, 0.8f, 0.8f, 0.6f));

        assertThat(PrototypeUse.of(longAndShort, queue).orElseThrow().used()).isEqualTo(0.5);
    }

    @Test
    void anEmptyQueueSaysNothing() {
        assertThat(PrototypeUse.of(PROTOTYPES, new QueueSnapshot(new QueueIndex(2, 4, 2, 0))))
                .isEmpty();
        assertThat(PrototypeUse.of(PROTOTYPES, new QueueSnapshot(new QueueIndex(2, 0, 2, 50))))
                .isEmpty();
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
