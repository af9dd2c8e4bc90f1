package org.swavstream.operators.multicrop;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Does it with {@link JavaVectors}. It leaves to {@link LibtorchResampler} what is more than twice
 * as large as the result, and parts of very wide images.
 */
final class VectorResampler implements Resampler {

    private static final int CHANNELS = 3;

    /** Rows of an image that are copied to the heap. */
    private static final long MAX_COPIED_BYTES = 16 << 20;

    static {
        useEachOperationOnce();
    }

    private final int side;
    private final int stride;
    private final byte[] view;
    private final TriangleFilter[] filters;
    private final LibtorchResampler farther;
    private byte[] pixels = {};
    private int[] narrowed = {};

    /**
     * @param side width and height of the results in pixels
     */
    VectorResampler(int side) {
        this.side = side;
        this.stride = CHANNELS * side + JavaVectors.MAX_BYTES;
        this.view = new byte[CHANNELS * side * side + JavaVectors.MAX_BYTES];
        this.filters = new TriangleFilter[TriangleFilter.longestInput(side) + 1];
        this.farther = new LibtorchResampler(side, side);
    }

    /** As {@link VectorEffects} does, and for the same reason. */
    private static void useEachOperationOnce() {
        int[] weights = {1, 0, 0, 0};
        byte[] bytes = new byte[2 * JavaVectors.MAX_BYTES];
        int[] narrowed = new int[2 * JavaVectors.MAX_BYTES];
        ResampleVectors.alongRows(bytes, 0, 1, new int[1], weights, 1, false, narrowed, 0);
        ResampleVectors.alongColumns(narrowed, 0, new int[1], weights, 1, bytes, CHANNELS);
    }

    @Override
    public void resample(Mat image, CropBox box, boolean mirrored, Mat result) {
        if (canDo(image, box)) {
            resample(image, box, mirrored);
            try (BytePointer data = result.data()) {
                data.put(view, 0, CHANNELS * side * side);
            }
        } else {
            farther.resample(image, box, mirrored, result);
        }
    }

    private boolean canDo(Mat image, CropBox box) {
        return Math.max(box.width(), box.height()) < filters.length
                && image.step1() * box.height() <= MAX_COPIED_BYTES;
    }

    private void resample(Mat image, CropBox box, boolean mirrored) {
        int imageStride = (int) image.step1();
        int bytes = (box.height() - 1) * imageStride + CHANNELS * box.width();
        reserve(bytes + JavaVectors.MAX_BYTES, box.height() * stride);
        try (BytePointer first = image.ptr(box.y(), box.x())) {
            first.get(pixels, 0, bytes);
        }
        TriangleFilter rows = filter(box.width());
        ResampleVectors.alongRows(
                pixels,
                imageStride,
                box.height(),
                rows.starts(),
                rows.weights(),
                rows.precision(),
                mirrored,
                narrowed,
                stride);
        TriangleFilter columns = filter(box.height());
        ResampleVectors.alongColumns(
                narrowed,
                stride,
                columns.starts(),
                columns.weights(),
                columns.precision(),
                view,
                CHANNELS * side);
    }

    /** Kept, since it takes a tenth of the time of a small view. All together are some 13 views. */
    private TriangleFilter filter(int input) {
        if (filters[input] == null) {
            filters[input] = TriangleFilter.of(input, side);
        }
        return filters[input];
    }

    private void reserve(int bytes, int values) {
        if (pixels.length < bytes) {
            pixels = new byte[bytes];
        }
        if (narrowed.length < values) {
            narrowed = new int[values];
        }
    }

    @Override
    public void close() {
        farther.close();
    }
}
