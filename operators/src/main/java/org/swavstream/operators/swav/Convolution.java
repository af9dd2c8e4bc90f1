package org.swavstream.operators.swav;

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

    /** [n, in, h, w] → [n, out, h / stride, w / stride]. */
    Tensor forward(Tensor input) {
        return torch.conv2d(
                input,
                weight,
                new TensorOptional(),
                new long[] {stride, stride},
                new long[] {padding, padding},
                UNDILATED,
                ONE_GROUP);
    }
}
