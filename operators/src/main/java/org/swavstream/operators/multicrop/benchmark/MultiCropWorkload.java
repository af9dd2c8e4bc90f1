package org.swavstream.operators.multicrop.benchmark;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.multicrop.AugmentationSettings;
import org.swavstream.operators.multicrop.MultiCrop;

/**
 * Views of one image, again and again, to be timed.
 *
 * <p>Owns: what makes the views, and a decoded image; released by {@link #close}. One thread.
 */
public final class MultiCropWorkload implements AutoCloseable {

    private static final long MAX_PIXELS = 1 << 22;

    private final byte[] encoded;
    private final MultiCrop multiCrop;
    private final BytePointer bytes;
    private final Mat data;
    private final Mat decoded = new Mat();
    private long seed;

    /**
     * @param settings the views
     * @param encoded an image of at most 2<sup>22</sup> pixels
     */
    public MultiCropWorkload(AugmentationSettings settings, byte[] encoded) {
        this.encoded = encoded;
        this.multiCrop = new MultiCrop(settings, MAX_PIXELS);
        this.bytes = new BytePointer(encoded);
        this.data = new Mat(1, encoded.length, opencv_core.CV_8UC1, bytes);
    }

    /** Makes all views of {@code images} images, each with a seed of its own. */
    public void views(int images) throws UnusableImageException {
        for (int image = 0; image < images; image++) {
            multiCrop.views(encoded, seed++);
        }
    }

    /** The limit: decodes {@code images} images at full size, and does nothing with them. */
    public void decode(int images) {
        for (int image = 0; image < images; image++) {
            opencv_imgcodecs.imdecode(data, opencv_imgcodecs.IMREAD_COLOR_RGB, decoded).close();
        }
    }

    @Override
    public void close() {
        multiCrop.close();
        decoded.close();
        data.close();
        bytes.close();
    }
}
