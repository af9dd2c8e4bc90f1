package org.swavstream.operators.multicrop;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.swavstream.image.UnusableImageException;

/**
 * What the first bytes of an image file say, read without decoding it.
 *
 * @param format the file's format
 * @param width columns of the stored image, before any rotation by EXIF; at least 1
 * @param height rows of the stored image, before any rotation by EXIF; at least 1
 */
record ImageHeader(ImageFormat format, int width, int height) {

    /**
     * Reads the header of a JPEG, PNG, WebP or BMP file.
     *
     * @throws UnusableImageException where the bytes are none of these, or end within the header
     */
    static ImageHeader sniff(byte[] encoded) throws UnusableImageException {
        ImageFormat format = format(encoded);
        try {
            return checked(read(format, encoded));
        } catch (IndexOutOfBoundsException e) {
            throw new UnusableImageException(format + " data ends within its header", e);
        }
    }

    private static ImageFormat format(byte[] encoded) throws UnusableImageException {
        if (encoded.length == 0) {
            throw new UnusableImageException("empty value");
        } else if (has(encoded, "\u00FF\u00D8\u00FF", 0)) {
            return ImageFormat.JPEG;
        } else if (has(encoded, "\u0089PNG\r\n\u001A\n", 0)) {
            return ImageFormat.PNG;
        } else if (has(encoded, "RIFF", 0) && has(encoded, "WEBP", 8)) {
            return ImageFormat.WEBP;
        } else if (has(encoded, "BM", 0)) {
            return ImageFormat.BMP;
        }
        throw new UnusableImageException(
                "not a JPEG, PNG, WebP or BMP image: starts with " + start(encoded));
    }

    /** Whether the Latin-1 characters of {@code text} stand at {@code at}; false past the end. */
    private static boolean has(byte[] encoded, String text, int at) {
        return encoded.length >= at + text.length()
                && new String(encoded, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** The first bytes in hexadecimal, at most eight. */
    private static String start(byte[] encoded) {
        return HexFormat.ofDelimiter(" ").formatHex(encoded, 0, Math.min(8, encoded.length));
    }

    private static ImageHeader read(ImageFormat format, byte[] encoded)
            throws UnusableImageException {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        return switch (format) {
            case JPEG, LOSSLESS_JPEG -> jpeg(bytes);
            case PNG -> new ImageHeader(format, bytes.getInt(16), bytes.getInt(20));
            case WEBP -> webp(encoded);
            case BMP -> bmp(bytes.order(ByteOrder.LITTLE_ENDIAN));
        };
    }

    /** Follows the segments to the first start of frame (ITU T.81, B.2). */
    private static ImageHeader jpeg(ByteBuffer bytes) throws UnusableImageException {
        int at = 2;
        while (!isStartOfFrame(marker(bytes, at))) {
            at += untilNextMarker(bytes, at);
        }
        boolean lossless = unsignedByte(bytes, at + 1) == 0xC3;
        return new ImageHeader(
                lossless ? ImageFormat.LOSSLESS_JPEG : ImageFormat.JPEG,
                unsignedShort(bytes, at + 7),
                unsignedShort(bytes, at + 5));
    }

    private static int marker(ByteBuffer bytes, int at) throws UnusableImageException {
        if (unsignedByte(bytes, at) != 0xFF || unsignedByte(bytes, at + 1) == 0) {
            throw new UnusableImageException(
                    "JPEG data is corrupt: no marker at byte %d of its header".formatted(at));
        }
        return unsignedByte(bytes, at + 1);
    }

    /** Fill bytes (B.1.1.2), and markers that have no length (B.1.1.3), are skipped alone. */
    private static int untilNextMarker(ByteBuffer bytes, int at) {
        int marker = unsignedByte(bytes, at + 1);
        if (marker == 0xFF) {
            return 1;
        }
        boolean restart = marker >= 0xD0 && marker <= 0xD7;
        return restart || marker == 0x01 ? 2 : 2 + unsignedShort(bytes, at + 2);
    }

    private static boolean isStartOfFrame(int marker) {
        boolean tableOrExtension = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
        return marker >= 0xC0 && marker <= 0xCF && !tableOrExtension;
    }

    /** The three kinds of first chunk (RFC 9649, 2.5 to 2.7); VP8X has 24 bits at 24 and at 27. */
    private static ImageHeader webp(byte[] encoded) throws UnusableImageException {
        ByteBuffer bytes = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        if (has(encoded, "VP8 ", 12)) {
            return new ImageHeader(
                    ImageFormat.WEBP, bytes.getShort(26) & 0x3FFF, bytes.getShort(28) & 0x3FFF);
        } else if (has(encoded, "VP8L", 12)) {
            int sizes = bytes.getInt(21);
            return new ImageHeader(
                    ImageFormat.WEBP, (sizes & 0x3FFF) + 1, (sizes >>> 14 & 0x3FFF) + 1);
        } else if (has(encoded, "VP8X", 12)) {
            return new ImageHeader(
                    ImageFormat.WEBP,
                    (bytes.getInt(24) & 0xFFFFFF) + 1,
                    (bytes.getInt(26) >>> 8) + 1);
        }
        throw new UnusableImageException("WebP data is corrupt: no VP8, VP8L or VP8X chunk");
    }

    /** The old header has 16-bit sizes; in later ones a negative height means rows from the top. */
    private static ImageHeader bmp(ByteBuffer bytes) {
        boolean old = bytes.getInt(14) == 12;
        return old
                ? new ImageHeader(
                        ImageFormat.BMP, unsignedShort(bytes, 18), unsignedShort(bytes, 20))
                : new ImageHeader(ImageFormat.BMP, bytes.getInt(18), Math.abs(bytes.getInt(22)));
    }

    private static int unsignedByte(ByteBuffer bytes, int at) {
        return Byte.toUnsignedInt(bytes.get(at));
    }

    private static int unsignedShort(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private static ImageHeader checked(ImageHeader header) throws UnusableImageException {
        if (header.width < 1 || header.height < 1) {
            throw new UnusableImageException(
                    "%s header says %d x %d pixels"
                            .formatted(header.format, header.width, header.height));
        }
        return header;
    }

    /** Number of pixels. */
    long pixels() {
        return (long) width * height;
    }
}
