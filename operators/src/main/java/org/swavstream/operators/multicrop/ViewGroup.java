package org.swavstream.operators.multicrop;

import org.bytedeco.javacpp.BytePointer;
import org.swavstream.operators.sample.CropGroup;

/** Draws and makes the views of one crop group. Owns native memory; not thread-safe. */
final class ViewGroup implements AutoCloseable {

    private final CropGroup group;
    private final ViewSampler sampler;
    private final ViewRenderer renderer;

    ViewGroup(AugmentationSettings settings, CropGroupSettings group) {
        this.group = group.group();
        this.sampler = new ViewSampler(settings, group);
        this.renderer = new ViewRenderer(group.group().side());
    }

    /**
     * Writes the group's views of {@code image} into {@code pixels} from {@code offset} on, and
     * returns the offset behind them.
     */
    int write(DecodedImage image, RandomNumbers random, byte[] pixels, int offset) {
        int bytes = group.bytes() / group.count();
        int end = offset + group.bytes();
        for (int at = offset; at < end; at += bytes) {
            ViewParameters parameters = sampler.sample(image.width(), image.height(), random);
            BytePointer view = renderer.render(image, parameters).data();
            view.get(pixels, at, bytes);
        }
        return end;
    }

    /**
     * By how much every view of an image of {@code width} by {@code height} pixels is shrunk at
     * least.
     */
    double leastFactor(int width, int height) {
        return sampler.shortestSide(width, height) / group.side();
    }

    @Override
    public void close() {
        renderer.close();
    }
}
