package org.swavstream.job.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.swavstream.state.tensor.TensorData;

/**
 * How two tensors of one name differ.
 *
 * @param name the tensor, with the state that it is in
 * @param largest largest absolute difference of two elements; NaN where one of them is
 */
record TensorDifference(String name, double largest) {

    /** Whether two tensors of one shape and type are equal to the bit. */
    static boolean isNone(TensorData first, TensorData second) {
        return Arrays.equals(first.bytes(), second.bytes());
    }

    /** Compares two tensors of one shape and type. */
    static TensorDifference of(String name, TensorData first, TensorData second) {
        ByteBuffer a = ByteBuffer.wrap(first.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = ByteBuffer.wrap(second.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        double largest = 0;
        while (a.hasRemaining()) {
            double difference =
                    switch (first.spec().elementType()) {
                        case F32 -> Math.abs((double) a.getFloat() - b.getFloat());
                        case F64 -> Math.abs(a.getDouble() - b.getDouble());
                        case I64 -> Math.abs((double) a.getLong() - b.getLong());
                    };
            largest = Math.max(largest, difference);
        }
        return new TensorDifference(name, largest);
    }
}
