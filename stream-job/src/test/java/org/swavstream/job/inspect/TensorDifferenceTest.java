package org.swavstream.job.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

final class TensorDifferenceTest {

    @Test
    void theLargestDifferenceOfTwoElementsCounts() {
        assertThat(difference(floats(1, 2, 3), floats(1, 2.5f, 2.75f))).isEqualTo(0.5);
        assertThat(difference(longs(7, -2), longs(7, 1))).isEqualTo(3);
        assertThat(difference(floats(1, Float.NaN), floats(2, 1))).isNaN();
    }

    /** Zero has two bit patterns, which are equal numbers. */
    @Test
    void onlyEqualBitsAreNoDifference() {
        assertThat(TensorDifference.isNone(floats(0), floats(0))).isTrue();
        assertThat(TensorDifference.isNone(floats(0), floats(-0.0f))).isFalse();
        assertThat(difference(floats(0), floats(-0.0f))).isZero();
    }

    private static double difference(TensorData first, TensorData second) {
        return TensorDifference.of("x", first, second).largest();
    }

    private static TensorData floats(float... values) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return new TensorData(TensorSpec.of("x", ElementType.F32, values.length), bytes);
    }

    private static TensorData longs(long... values) {
        byte[] bytes = new byte[values.length * Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        return new TensorData(TensorSpec.of("x", ElementType.I64, values.length), bytes);
    }
}
