package org.swavstream.operators.multicrop;

import java.util.ArrayList;
import java.util.List;
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

    /** Draws the group's views of an image of {@code width} by {@code height} pixels. */
    List<ViewParameters> draw(int width, int height, RandomNumbers random) {
        List<ViewParameters> views = new ArrayList<>(group.count());
        for (int view = 0; view < group.count(); view++) {
            views.add(sampler.sample(width, height, random));
        }
        return views;
    }

    /** By how much every one of these views is shrunk at least. */
    double minFactor(List<ViewParameters> views) {
        int shortest = Integer.MAX_VALUE;
        for (ViewParameters view : views) {
            shortest = Math.min(shortest, view.box().shorterSide());
        }
        return (double) shortest / group.side();
    }

    /**
     * Writes {@code views} of {@code image} into {@code pixels} from {@code offset} on, and returns
     * the offset behind them.
     */
    int write(DecodedImage image, List<ViewParameters> views, byte[] pixels, int offset) {
        int bytes = group.viewBytes();
        int at = offset;
        for (ViewParameters view : views) {
            renderer.render(image, view).data().get(pixels, at, bytes);
            at += bytes;
        }
        return at;
    }

    @Override
    public void close() {
        renderer.close();
    }
}
