package org.swavstream.operators.swav;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution of images of a few pixels by one product of matrices. oneDNN's takes up to 1.9
 * times as long: much of the kernel lies outside such an image, and few pixels share a weight.
 *
 * @param images how many
 * @param in side of an image in pixels
 * @param kernel side of the kernel in pixels
 * @param stride its stride in both directions
 * @param padding zeros on each of the four sides
 */
record SmallConvolution(int images, int in, int kernel, int stride, int padding) {

    private static final int LARGEST = 3;
    private static final int LARGEST_UNSTRIDED = 2;
    private static final int IMAGES_WORTH_SPREADING = 32;
    private static final long NO_PADDING_ROW = -1;

    static SmallConvolution of(Tensor input, Tensor weight, long stride, long padding) {
        return new SmallConvolution(
                (int) input.size(0),
                (int) input.size(2),
                (int) weight.size(2),
                (int) stride,
                (int) padding);
    }

    /** Whether a product of matrices is the faster way, as measured. */
    boolean isFaster() {
        return out() <= (stride > 1 ? LARGEST : LARGEST_UNSTRIDED);
    }

    /** [n, in, h, w], square and with channels last → [n, out, h / stride, w / stride]. */
    Tensor forward(Tensor input, Tensor weight) {
        boolean kernelCoversImage = stride == 1 && in <= padding + 1;
        Tensor product =
                kernelCoversImage && images >= IMAGES_WORTH_SPREADING
                        ? imagesBySpreadKernels(input, weight)
                        : patchesByKernels(input, weight);
        return product.view(images, out(), out(), weight.size(0)).permute(0, 3, 1, 2);
    }

    private int out() {
        return (in + 2 * padding - kernel) / stride + 1;
    }

    /** Each pixel's surroundings are a row; what lies outside the image is zero. */
    private Tensor patchesByKernels(Tensor input, Tensor weight) {
        long channels = input.size(1);
        int pixels = images * in * in;
        Tensor zero = torch.zeros(new long[] {1, channels}, new TensorOptions(input.dtype()));
        Tensor rows =
                torch.cat(new TensorVector(channelsLast(input).view(pixels, channels), zero), 0);
        Tensor patches = torch.embedding(rows, torch.tensor(patchPixels()), pixels, false, false);
        long patch = (long) kernel * kernel * channels;
        return torch.linear(
                patches.view((long) images * out() * out(), patch),
                channelsLast(weight).view(weight.size(0), patch));
    }

    private long[] patchPixels() {
        int outside = images * in * in;
        long[] pixels = new long[images * out() * out() * kernel * kernel];
        int next = 0;
        for (int image = 0; image < images; image++) {
            for (int position = 0; position < out() * out(); position++) {
                for (int tap = 0; tap < kernel * kernel; tap++) {
                    int y = position / out() * stride + tap / kernel - padding;
                    int x = position % out() * stride + tap % kernel - padding;
                    boolean inside = y >= 0 && x >= 0 && y < in && x < in;
                    pixels[next++] = inside ? (image * in + y) * in + x : outside;
                }
            }
        }
        return pixels;
    }

    /** Each image is a row, and each of its pixels has a weight for each pixel of the result. */
    private Tensor imagesBySpreadKernels(Tensor input, Tensor weight) {
        int pixels = in * in;
        long outChannels = weight.size(0);
        long inChannels = weight.size(1);
        Tensor taps = channelsLast(weight).view(outChannels * kernel * kernel, inChannels);
        Tensor spread =
                torch.embedding(
                        taps,
                        torch.tensor(spreadTaps((int) outChannels)),
                        NO_PADDING_ROW,
                        false,
                        false);
        return torch.linear(
                channelsLast(input).view(images, pixels * inChannels),
                spread.view(pixels * outChannels, pixels * inChannels));
    }

    private long[] spreadTaps(int outChannels) {
        int pixels = in * in;
        long[] taps = new long[pixels * outChannels * pixels];
        int next = 0;
        for (int to = 0; to < pixels; to++) {
            for (long channel = 0; channel < outChannels; channel++) {
                for (int from = 0; from < pixels; from++) {
                    int y = from / in - to / in + padding;
                    int x = from % in - to % in + padding;
                    taps[next++] = (channel * kernel + y) * kernel + x;
                }
            }
        }
        return taps;
    }

    private static Tensor channelsLast(Tensor tensor) {
        return tensor.permute(0, 2, 3, 1).contiguous();
    }
}
