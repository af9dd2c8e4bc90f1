package org.swavstream.image.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Encodes small images as PNG (ISO/IEC 15948), fast rather than small: one IDAT chunk and no
 * filter. Safe for use by several threads, which wait for each other.
 */
final class PngWriter {

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int HEADER_BYTES = 13;

    /** Length, type and check sum of a chunk. */
    private static final int CHUNK_OVERHEAD = 12;

    private static final byte BITS_PER_CHANNEL = 8;

    private final Deflater deflater;
    private final CRC32 checkSum = new CRC32();

    private PngWriter(int level) {
        this.deflater = new Deflater(level);
    }

    /** A writer that compresses quickly. */
    static PngWriter compressing() {
        return new PngWriter(Deflater.BEST_SPEED);
    }

    /** A writer that does not compress, for noisy images: there it is 30 times as fast. */
    static PngWriter storing() {
        return new PngWriter(Deflater.NO_COMPRESSION);
    }

    /**
     * @param pixels row by row, {@code width * height * channels} bytes from {@code offset} on
     */
    synchronized byte[] write(
            PixelFormat format, int width, int height, byte[] pixels, int offset) {
        byte[] rows = rows(pixels, offset, width * format.channels(), height);
        byte[] packed = new byte[largestDeflated(rows.length)];
        int packedBytes = deflate(rows, packed);
        ByteBuffer png =
                ByteBuffer.allocate(Long.BYTES + 3 * CHUNK_OVERHEAD + HEADER_BYTES + packedBytes);
        png.putLong(SIGNATURE);
        chunk(png, "IHDR", header(format, width, height), HEADER_BYTES);
        chunk(png, "IDAT", packed, packedBytes);
        chunk(png, "IEND", new byte[0], 0);
        return png.array();
    }

    /** Each row preceded by the byte 0, filter 'none'. */
    private static byte[] rows(byte[] pixels, int offset, int rowBytes, int height) {
        byte[] rows = new byte[(1 + rowBytes) * height];
        for (int row = 0; row < height; row++) {
            System.arraycopy(
                    pixels, offset + row * rowBytes, rows, row * (1 + rowBytes) + 1, rowBytes);
        }
        return rows;
    }

    /** More than deflate ever needs for bytes that it cannot compress. */
    private static int largestDeflated(int bytes) {
        return bytes + bytes / 100 + 64;
    }

    private int deflate(byte[] from, byte[] to) {
        deflater.reset();
        deflater.setInput(from);
        deflater.finish();
        int bytes = deflater.deflate(to);
        if (!deflater.finished()) {
            throw new IllegalStateException(
                    "%d bytes did not fit into %d when deflated".formatted(from.length, to.length));
        }
        return bytes;
    }

    private static byte[] header(PixelFormat format, int width, int height) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(width)
                .putInt(height)
                .put(BITS_PER_CHANNEL)
                .put(format.colourType())
                .array();
    }

    private void chunk(ByteBuffer png, String type, byte[] data, int length) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        checkSum.reset();
        checkSum.update(name);
        checkSum.update(data, 0, length);
        png.putInt(length).put(name).put(data, 0, length).putInt((int) checkSum.getValue());
    }
}
