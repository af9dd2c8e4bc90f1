package org.swavstream.operators.multicrop;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Scales with {@link JavaVectors}. It leaves to {@link LibtorchResampler} what is more than twice
 * as large as the result, and what spans 2 GB of an image.
 */
final class VectorResampler implements Resampler {

    private static final int CHANNELS = 3;

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
                && image.step1() * box.height() <= Integer.MAX_VALUE;
    }

    private void resample(Mat image, CropBox box, boolean mirrored) {
        int rowBytes = CHANNELS * box.width();
        reserve(rowBytes * box.height() + JavaVectors.MAX_BYTES, box.height() * stride);
        copy(image, box, rowBytes);
        TriangleFilter rows = filter(box.width());
        ResampleVectors.alongRows(
                pixels,
                rowBytes,
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

    /** By a buffer, which costs less than a native call for each row. */
    private void copy(Mat image, CropBox box, int rowBytes) {
        int imageStride = (int) image.step1();
        try (BytePointer first = image.ptr(box.y(), box.x())) {
            int end = (box.height() - 1) * imageStride + rowBytes;
            ByteBuffer bytes = first.limit(end).asByteBuffer();
            for (int row = 0; row < box.height(); row++) {
                bytes.get(row * imageStride, pixels, row * rowBytes, rowBytes);
            }
        }
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
