package org.swavstream.operators.multicrop;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.swavstream.operators.sample.CropGroup;

/**
 * How the views of an image are drawn.
 *
 * @param crops the crop groups, in the order of their views; at least one
 * @param flipProbability share of the views that are mirrored, 0 to 1
 * @param jitter the colour jitter
 * @param grayscaleProbability share of the views without colour, 0 to 1
 * @param blur the Gaussian blur
 */
public record AugmentationSettings(
        List<CropGroupSettings> crops,
        double flipProbability,
        JitterSettings jitter,
        double grayscaleProbability,
        BlurSettings blur)
        implements Serializable {

    public AugmentationSettings {
        crops = List.copyOf(crops);
        if (crops.isEmpty()) {
            throw new IllegalArgumentException("no crop group: an image must give at least one");
        }
        Limits.probability("flip probability", flipProbability);
        Objects.requireNonNull(jitter, "jitter");
        Limits.probability("grayscale probability", grayscaleProbability);
        Objects.requireNonNull(blur, "blur");
    }

    /** The augmentation of SwAV's authors (multicropdataset.py) over the given crops. */
    public static AugmentationSettings swav(List<CropGroupSettings> crops) {
        return new AugmentationSettings(
                crops,
                0.5,
                new JitterSettings(0.8, 0.8, 0.8, 0.8, 0.2),
                0.2,
                new BlurSettings(0.5, new Range(0.1, 2)));
    }

    /**
     * The augmentation with which classifiers are trained: one crop of 8 to 100 % of the image's
     * area (torchvision's RandomResizedCrop), mirrored every second time, and nothing else.
     *
     * @param side width and height of the view in pixels
     */
    public static AugmentationSettings classifier(int side) {
        return new AugmentationSettings(
                List.of(new CropGroupSettings(new CropGroup(1, side), new Range(0.08, 1))),
                0.5,
                new JitterSettings(0, 0, 0, 0, 0),
                0,
                new BlurSettings(0, new Range(0.1, 2)));
    }

    /** The number and size of the views, in their order. */
    public List<CropGroup> groups() {
        return crops.stream().map(CropGroupSettings::group).toList();
    }
}
