package org.swavstream.operators.multicrop;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.swavstream.image.UnusableImageException;

/**
 * Decodes JPEG, PNG, WebP and BMP to 8-bit RGB. 16-bit, grayscale, palette and CMYK images are
 * converted, alpha is dropped, EXIF's rotation is applied, and of an animation the first image is
 * taken. A machine that has no memory for the decoded image is no fault of the image and not
 * reported as one; where a decoder lacks memory for its own work, OpenCV says no more than that it
 * failed. Owns native memory; not thread-safe.
 */
final class ImageDecoder implements AutoCloseable {

    /** What OpenCV (code {@code StsNoMem}) and C++ say where memory is short. */
    private static final List<String> OUT_OF_MEMORY =
            List.of("(-4:", "Insufficient memory", "Failed to allocate", "std::bad_alloc");

    private final long maxPixels;
    private final Mat rgb = new Mat();

    /**
     * @param maxPixels the most pixels (width × height) that an image may have
     */
    ImageDecoder(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /**
     * Reads the header of an image and decides whether to decode the image at all.
     *
     * @throws UnusableImageException where the format is not supported or the image is too large
     */
    ImageHeader inspect(byte[] encoded) throws UnusableImageException {
        ImageHeader header = ImageHeader.sniff(encoded);
        if (header.pixels() > maxPixels) {
            throw new UnusableImageException(
                    "%dx%d pixels are over %s = %d"
                            .formatted(
                                    header.width(),
                                    header.height(),
                                    MultiCropOptions.MAX_PIXELS.key(),
                                    maxPixels));
        }
        return header;
    }

    /**
     * Decodes an image that {@link #inspect} let pass.
     *
     * @param reduction the size to decode a JPEG at that is not lossless; all else is decoded at
     *     full size
     * @throws UnusableImageException where the data is truncated or corrupt, or of another size
     *     than the header says
     */
    DecodedImage decode(byte[] encoded, ImageHeader header, Reduction reduction)
            throws UnusableImageException {
        Reduction possible = header.format() == ImageFormat.JPEG ? reduction : Reduction.FULL;
        if (!decoded(encoded, header.format(), possible)) {
            throw new UnusableImageException(header.format() + " data is truncated or corrupt");
        }
        return upright(header, possible);
    }

    private boolean decoded(byte[] encoded, ImageFormat format, Reduction reduction)
            throws UnusableImageException {
        byte[] still = format == ImageFormat.PNG ? StillPng.of(encoded) : encoded;
        try (BytePointer bytes = new BytePointer(still);
                Mat data = new Mat(1, still.length, opencv_core.CV_8UC1, bytes)) {
            return decoded(data, reduction);
        } catch (RuntimeException e) {
            throw undecodable(format, e);
        }
    }

    /** JavaCPP has one class for whatever OpenCV throws; only what it says tells them apart. */
    static UnusableImageException undecodable(ImageFormat format, RuntimeException failure) {
        String said = String.valueOf(failure.getMessage());
        if (OUT_OF_MEMORY.stream().anyMatch(said::contains)) {
            throw failure;
        }
        return new UnusableImageException(format + " data cannot be decoded", failure);
    }

    /** On failure {@code rgb} may hold half an image; only the returned one is empty then. */
    private boolean decoded(Mat data, Reduction reduction) {
        try (Mat image = imdecode(data, IMREAD_COLOR_RGB | reduction.flag(), rgb)) {
            return !image.empty();
        }
    }

    /** Where EXIF turned an image by 90°, its columns and rows show it. */
    private DecodedImage upright(ImageHeader header, Reduction reduction)
            throws UnusableImageException {
        int width = reduction.apply(header.width());
        int height = reduction.apply(header.height());
        if (rgb.cols() == width && rgb.rows() == height) {
            return new DecodedImage(rgb, header.width(), header.height(), reduction);
        } else if (rgb.cols() == height && rgb.rows() == width) {
            return new DecodedImage(rgb, header.height(), header.width(), reduction);
        }
        throw new UnusableImageException(
                "%s header says %dx%d pixels, but its data has %dx%d at 1/%d of its size"
                        .formatted(
                                header.format(),
                                header.width(),
                                header.height(),
                                rgb.cols(),
                                rgb.rows(),
                                reduction.divisor()));
    }

    @Override
    public void close() {
        rgb.close();
    }
}
