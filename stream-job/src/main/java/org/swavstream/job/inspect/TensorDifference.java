package org.swavstream.job.inspect;

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
        double[] a = first.doubles();
        double[] b = second.doubles();
        double largest = 0;
        for (int index = 0; index < a.length; index++) {
            largest = Math.max(largest, Math.abs(a[index] - b[index]));
        }
        return new TensorDifference(name, largest);
    }
}
