package org.swavstream.operators.multicrop;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Filters with {@link JavaVectors}, in half of {@link OpenCvFilter}'s time or less. */
final class VectorFilter implements Filter {

    private byte[] pixels = {};
    private byte[] padded = {};
    private byte[] filtered = {};

    @Override
    public void apply(Mat view, short[] weights) {
        int channels = view.channels();
        int rows = view.rows();
        int rowBytes = view.cols() * channels;
        int radius = weights.length - 1;
        int pad = radius * channels;
        int stride = rowBytes + 2 * pad;
        reserve(rows * rowBytes, (rows + 2 * radius) * stride + pad + JavaVectors.MAX_BYTES);
        try (BytePointer data = view.data()) {
            data.get(pixels, 0, rows * rowBytes);
            padColumns(rows, rowBytes, channels, pad);
            int above = radius * stride;
            int length = rows * stride - 2 * pad;
            FilterVectors.filter(padded, pad, filtered, above + pad, length, channels, weights);
            padRows(rows, radius, stride);
            FilterVectors.filter(filtered, above, padded, 0, rows * stride, stride, weights);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(padded, row * stride + pad, pixels, row * rowBytes, rowBytes);
            }
            data.put(pixels, 0, rows * rowBytes);
        }
    }

    private void reserve(int packed, int withPads) {
        if (pixels.length < packed) {
            pixels = new byte[packed];
        }
        if (padded.length < withPads) {
            padded = new byte[withPads];
            filtered = new byte[withPads];
        }
    }

    /** The rows of {@link #pixels}, with their first and last pixel repeated on either side. */
    private void padColumns(int rows, int rowBytes, int channels, int pad) {
        int stride = rowBytes + 2 * pad;
        for (int row = 0; row < rows; row++) {
            int first = row * stride + pad;
            int behind = first + rowBytes;
            System.arraycopy(pixels, row * rowBytes, padded, first, rowBytes);
            for (int i = 1; i <= pad; i++) {
                padded[first - i] = padded[first - i + channels];
            }
            for (int i = 0; i < pad; i++) {
                padded[behind + i] = padded[behind + i - channels];
            }
        }
    }

    /** Repeats the first and the last row of {@link #filtered} above and below. */
    private void padRows(int rows, int radius, int stride) {
        int first = radius * stride;
        int last = first + (rows - 1) * stride;
        for (int distance = 1; distance <= radius; distance++) {
            System.arraycopy(filtered, first, filtered, first - distance * stride, stride);
            System.arraycopy(filtered, last, filtered, last + distance * stride, stride);
        }
    }

    @Override
    public void close() {
        // All of its memory is Java's.
    }
}
