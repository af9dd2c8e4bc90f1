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
    private static final long SOME_IMAGES = 16;
    private static final long MANY_PIXELS = 2048;
    private static final long FEW_CHANNELS = 512;

    /** [n, in, h, w] → [n, out, h / stride, w / stride]. */
    Tensor forward(Tensor input) {
        if (weight.size(2) == 1) {
            return pointwise(input);
        }
        SmallConvolution small = SmallConvolution.of(input, weight, stride, padding);
        return !input.is_cuda() && small.isFaster()
                ? small.forward(input, weight)
                : convolve(input, stride);
    }

    /**
     * A 1×1 convolution is a product of matrices, and on a CPU mostly computed as one. What its
     * stride would skip is left out beforehand: oneDNN 3.7 crashes in the weights' gradient of
     * those with a stride (on AVX-512 and several threads).
     */
    private Tensor pointwise(Tensor input) {
        Tensor kept = stride > 1 ? strided(strided(input, HEIGHT), WIDTH) : input;
        if (kept.is_cuda() || oneDnnIsFaster(kept)) {
            return convolve(kept, 1);
        }
        Tensor channelsLast = kept.permute(0, HEIGHT, WIDTH, 1);
        Tensor matrix = weight.view(weight.size(0), weight.size(1));
        return torch.linear(channelsLast, matrix).permute(0, 3, 1, 2);
    }

    /**
     * Few channels of many pixels: a product of matrices would rearrange them first. The limit of
     * channels also leaves out those pairs of 256 to 2,048 channels for which oneDNN 3.7 divides by
     * zero on some CPUs; and of fewer images, libtorch leaves 1×1 convolutions to oneDNN only if
     * there are several threads.
     */
    private boolean oneDnnIsFaster(Tensor input) {
        long images = input.size(0);
        long pixels = images * input.size(HEIGHT) * input.size(WIDTH);
        return images >= SOME_IMAGES
                && pixels >= MANY_PIXELS
                && Math.max(weight.size(0), weight.size(1)) <= FEW_CHANNELS;
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
