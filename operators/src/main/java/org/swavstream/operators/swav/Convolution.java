package org.swavstream.operators.swav;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution without bias.
 *
 * @param weight [out, in, kernel, kernel]
 * @param stride its stride in both directions
 * @param padding zeros on each of the four sides
 */
record Convolution(Tensor weight, long stride, long padding) {

    private static final long[] UNDILATED = {1, 1};
    private static final long ONE_GROUP = 1;
    private static final long HEIGHT = 2;
    private static final long WIDTH = 3;

    /** [n, in, h, w] → [n, out, h / stride, w / stride]. */
    Tensor forward(Tensor input) {
        // On AVX-512 and more than one thread, oneDNN 3.7 crashes in the weights' gradient of a 1×1
        // convolution with a stride. What the stride would skip is left out before instead.
        return weight.size(2) == 1 && stride > 1
                ? convolve(strided(strided(input, HEIGHT), WIDTH), 1)
                : convolve(input, stride);
    }

    private Tensor strided(Tensor input, long dimension) {
        return input.slice(dimension, new LongOptional(), new LongOptional(), stride);
    }

    private Tensor convolve(Tensor input, long step) {
        return torch.conv2d(
                input,
                weight,
                new TensorOptional(),
                new long[] {step, step},
                new long[] {padding, padding},
                UNDILATED,
                ONE_GROUP);
    }
}
