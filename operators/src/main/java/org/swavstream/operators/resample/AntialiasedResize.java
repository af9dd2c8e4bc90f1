package org.swavstream.operators.resample;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.InterpolateFuncOptions;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kBilinear;
import org.swavstream.operators.natives.NativeLibraries;

/**
 * Scales 8-bit RGB with Pillow's anti-aliased bilinear filter, a triangle that grows with the scale
 * factor. libtorch computes it as Pillow does, in whole numbers, so every processor gives the same
 * bytes.
 *
 * <p>Owns native memory that does not grow; not thread-safe.
 */
public final class AntialiasedResize implements AutoCloseable {

    private static final int CHANNELS = 3;

    private final long bytes;
    private final InterpolateFuncOptions options = new InterpolateFuncOptions();
    private final TensorOptions byteTensor;

    /**
     * @param width of the results in pixels
     * @param height of the results in pixels
     */
    @SuppressWarnings("try") // a scope works by being open
    public AntialiasedResize(int width, int height) {
        NativeLibraries.load();
        this.bytes = (long) CHANNELS * width * height;
        this.byteTensor = new TensorOptions(torch.ScalarType.Byte);
        try (PointerScope scope = new PointerScope()) {
            options.size().put(new LongVector(height, width));
            options.mode().put(new kBilinear());
            options.align_corners().put(false);
            options.antialias().put(true);
        }
    }

    /**
     * Scales an image.
     *
     * @param pixels height × width × 3 bytes, rows from the top, RGB interleaved
     * @param result is given the result in the same layout; may not overlap {@code pixels}
     */
    @SuppressWarnings("try") // a scope works by being open
    public void apply(BytePointer pixels, int width, int height, BytePointer result) {
        long[] shape = {1, CHANNELS, height, width};
        long[] strides = {(long) CHANNELS * width * height, 1, (long) CHANNELS * width, CHANNELS};
        try (PointerScope scope = new PointerScope();
                InferenceMode withoutGradient = new InferenceMode(true)) {
            Tensor image = torch.from_blob(pixels, shape, strides, byteTensor);
            Tensor scaled = torch.interpolate(image, options);
            Pointer.memcpy(result, scaled.data_ptr_byte(), bytes);
        }
    }

    @Override
    public void close() {
        options.close();
        byteTensor.close();
    }
}
