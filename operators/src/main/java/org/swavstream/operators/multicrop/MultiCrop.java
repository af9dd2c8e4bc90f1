package org.swavstream.operators.multicrop;

import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.sample.CropGroup;

/**
 * SwAV's multi-crop augmentation (multicropdataset.py of its authors): an encoded image becomes
 * several random views of several sizes. The views are a function of the image, the settings and
 * the seed, to the bit on every processor: all of it is arithmetic with whole numbers, or with
 * floats that hold every sum exactly.
 *
 * <p>Owns native memory for the last image and the largest crops so far; not thread-safe. Uses one
 * thread: OpenCV's own are switched off for the whole process. Only what libtorch scales on a
 * processor without AVX2 is computed by all of libtorch's threads.
 */
public final class MultiCrop implements AutoCloseable {

    private final ImageDecoder decoder;
    private final List<ViewGroup> groups;
    private final int sampleBytes;

    /**
     * @param settings the views and how they are drawn
     * @param maxPixels the most pixels (width × height) that an image may have
     */
    public MultiCrop(AugmentationSettings settings, long maxPixels) {
        opencv_core.setNumThreads(1);
        this.decoder = new ImageDecoder(maxPixels);
        this.groups = settings.crops().stream().map(crop -> new ViewGroup(settings, crop)).toList();
        this.sampleBytes = CropGroup.bytes(settings.groups());
    }

    /**
     * Makes the random views of an image.
     *
     * @param encoded a JPEG, PNG, WebP or BMP file
     * @param seed decides everything that is random
     * @return all views in the order of the crop groups; each is side × side × 3 bytes, rows from
     *     the top, RGB interleaved
     * @throws UnusableImageException where the image cannot be decoded, or is too large
     */
    public byte[] views(byte[] encoded, long seed) throws UnusableImageException {
        ImageHeader header = decoder.inspect(encoded);
        // EXIF may turn the image by 90°, which is known only when it is decoded: too late.
        DrawnViews asStored = DrawnViews.draw(groups, header.width(), header.height(), seed);
        DrawnViews turned = DrawnViews.draw(groups, header.height(), header.width(), seed);
        double factor = Math.min(asStored.minFactor(), turned.minFactor());
        DecodedImage image = decoder.decode(encoded, header, Reduction.within(factor));
        DrawnViews views = image.width() == header.width() ? asStored : turned;
        return views.render(image, sampleBytes);
    }

    /**
     * Makes the one view of an image that evaluation uses: the shorter side scaled to 256/224 of
     * {@code side} (to {@code side} itself where that is under 64), then the middle. Nothing is
     * random.
     *
     * @param encoded a JPEG, PNG, WebP or BMP file
     * @param side width and height of the view in pixels
     * @return side × side × 3 bytes, rows from the top, RGB interleaved
     * @throws UnusableImageException where the image cannot be decoded, or is too large
     */
    public byte[] evaluationView(byte[] encoded, int side) throws UnusableImageException {
        ImageHeader header = decoder.inspect(encoded);
        int shorter = Math.min(header.width(), header.height());
        double factor = (double) shorter / EvaluationView.scaledSide(side);
        return EvaluationView.render(
                decoder.decode(encoded, header, Reduction.within(factor)), side);
    }

    /**
     * The length that {@link #evaluationView} scales an image's shorter side to.
     *
     * @param side width and height of the view in pixels
     */
    public static int evaluationScale(int side) {
        return EvaluationView.scaledSide(side);
    }

    @Override
    public void close() {
        groups.forEach(ViewGroup::close);
        decoder.close();
    }
}
