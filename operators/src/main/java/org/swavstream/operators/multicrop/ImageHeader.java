package org.swavstream.operators.multicrop;

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
        HeaderBytes bytes = new HeaderBytes(encoded);
        ImageFormat format = format(bytes);
        try {
            return checked(read(format, bytes));
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new UnusableImageException(format + " data ends within its header", e);
        }
    }

    private static ImageFormat format(HeaderBytes bytes) throws UnusableImageException {
        if (bytes.bytes().length == 0) {
            throw new UnusableImageException("empty value");
        } else if (bytes.has("\u00FF\u00D8\u00FF", 0)) {
            return ImageFormat.JPEG;
        } else if (bytes.has("\u0089PNG\r\n\u001A\n", 0)) {
            return ImageFormat.PNG;
        } else if (bytes.has("RIFF", 0) && bytes.has("WEBP", 8)) {
            return ImageFormat.WEBP;
        } else if (bytes.has("BM", 0)) {
            return ImageFormat.BMP;
        }
        throw new UnusableImageException(
                "not a JPEG, PNG, WebP or BMP image: starts with " + bytes.start());
    }

    private static ImageHeader read(ImageFormat format, HeaderBytes bytes)
            throws UnusableImageException {
        return switch (format) {
            case JPEG -> jpeg(bytes);
            case PNG -> new ImageHeader(format, bytes.bigEndian32(16), bytes.bigEndian32(20));
            case WEBP -> webp(bytes);
            case BMP -> bmp(bytes);
        };
    }

    /** Follows the segments to the first start of frame (ITU T.81, B.2). */
    private static ImageHeader jpeg(HeaderBytes bytes) throws UnusableImageException {
        int at = 2;
        while (!isStartOfFrame(marker(bytes, at))) {
            at += untilNextMarker(bytes, at);
        }
        return new ImageHeader(
                ImageFormat.JPEG, bytes.bigEndian16(at + 7), bytes.bigEndian16(at + 5));
    }

    private static int marker(HeaderBytes bytes, int at) throws UnusableImageException {
        if (bytes.unsignedByte(at) != 0xFF || bytes.unsignedByte(at + 1) == 0) {
            throw new UnusableImageException(
                    "JPEG data is corrupt: no marker at byte %d of its header".formatted(at));
        }
        return bytes.unsignedByte(at + 1);
    }

    /** Fill bytes (B.1.1.2), and markers that have no length (B.1.1.3), are skipped alone. */
    private static int untilNextMarker(HeaderBytes bytes, int at) {
        int marker = bytes.unsignedByte(at + 1);
        if (marker == 0xFF) {
            return 1;
        }
        boolean restart = marker >= 0xD0 && marker <= 0xD7;
        return restart || marker == 0x01 ? 2 : 2 + bytes.bigEndian16(at + 2);
    }

    private static boolean isStartOfFrame(int marker) {
        boolean tableOrExtension = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
        return marker >= 0xC0 && marker <= 0xCF && !tableOrExtension;
    }

    /** The three kinds of first chunk (RFC 9649, 2.5 to 2.7). */
    private static ImageHeader webp(HeaderBytes bytes) throws UnusableImageException {
        if (bytes.has("VP8 ", 12)) {
            return new ImageHeader(
                    ImageFormat.WEBP,
                    bytes.littleEndian16(26) & 0x3FFF,
                    bytes.littleEndian16(28) & 0x3FFF);
        } else if (bytes.has("VP8L", 12)) {
            int sizes = bytes.littleEndian32(21);
            return new ImageHeader(
                    ImageFormat.WEBP, (sizes & 0x3FFF) + 1, (sizes >>> 14 & 0x3FFF) + 1);
        } else if (bytes.has("VP8X", 12)) {
            return new ImageHeader(
                    ImageFormat.WEBP, bytes.littleEndian24(24) + 1, bytes.littleEndian24(27) + 1);
        }
        throw new UnusableImageException("WebP data is corrupt: no VP8, VP8L or VP8X chunk");
    }

    /** The old header has 16-bit sizes; in later ones a negative height means rows from the top. */
    private static ImageHeader bmp(HeaderBytes bytes) {
        boolean old = bytes.littleEndian32(14) == 12;
        return old
                ? new ImageHeader(
                        ImageFormat.BMP, bytes.littleEndian16(18), bytes.littleEndian16(20))
                : new ImageHeader(
                        ImageFormat.BMP,
                        bytes.littleEndian32(18),
                        Math.abs(bytes.littleEndian32(22)));
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
