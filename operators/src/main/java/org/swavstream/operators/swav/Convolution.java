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
        return weight.size(2) == 1 ? pointwise(input) : convolve(input, stride);
    }

    /**
     * On a CPU a product of matrices. oneDNN 3.7 crashes where it plans some 1×1 convolutions (256
     * to 1,024 channels, if it knows nothing of the CPU's caches) and in the weights' gradient of
     * those with a stride (on AVX-512 and several threads); what the stride would skip is left out
     * beforehand.
     */
    private Tensor pointwise(Tensor input) {
        Tensor kept = stride > 1 ? strided(strided(input, HEIGHT), WIDTH) : input;
        if (kept.is_cuda()) {
            return convolve(kept, 1);
        }
        Tensor channelsLast = kept.permute(0, HEIGHT, WIDTH, 1);
        Tensor matrix = weight.view(weight.size(0), weight.size(1));
        return torch.linear(channelsLast, matrix).permute(0, 3, 1, 2);
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
