package org.swavstream.operators.multicrop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.bytedeco.opencv.opencv_core.Mat;
import org.swavstream.image.UnusableImageException;

/** The images that {@code references.py} wrote. */
final class TestImages {

    /** More than any of them has. */
    static final long MAX_PIXELS = 64_000_000;

    private TestImages() {}

    /** A file of the folder {@code multicrop}. */
    static byte[] bytes(String name) {
        try (InputStream in = TestImages.class.getResourceAsStream("/multicrop/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file, decoded; to be closed. */
    static Mat image(String name) {
        try (ImageDecoder decoder = new ImageDecoder(MAX_PIXELS)) {
            return decode(decoder, bytes(name), Reduction.FULL).pixels().clone();
        } catch (UnusableImageException e) {
            throw new AssertionError(name, e);
        }
    }

    static DecodedImage decode(ImageDecoder decoder, byte[] encoded, Reduction reduction)
            throws UnusableImageException {
        return decoder.decode(encoded, decoder.inspect(encoded), reduction);
    }

    /** Rows from the top, RGB interleaved. */
    static byte[] pixels(Mat image) {
        byte[] pixels = new byte[Math.toIntExact(image.total() * image.channels())];
        image.data().get(pixels);
        return pixels;
    }

    /** Mean absolute difference of two images, 0 to 255. */
    static double difference(byte[] one, byte[] other) {
        if (one.length != other.length) {
            throw new AssertionError(one.length + " bytes against " + other.length);
        }
        long sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs((one[i] & 0xFF) - (other[i] & 0xFF));
        }
        return (double) sum / one.length;
    }
}
