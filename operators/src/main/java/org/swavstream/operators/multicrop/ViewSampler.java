package org.swavstream.operators.multicrop;

/**
 * Draws the parameters of the views of one crop group: crop, mirroring, colour jitter, grayscale,
 * blur, in this order and each one independent of the others.
 */
final class ViewSampler {

    private final AugmentationSettings settings;
    private final CropSampler crops;
    private final ColorSampler colors;

    ViewSampler(AugmentationSettings settings, CropGroupSettings group) {
        this.settings = settings;
        this.crops = new CropSampler(group.scale());
        this.colors = new ColorSampler(settings.jitter());
    }

    /** The parameters of a view of an image of {@code width} by {@code height} pixels. */
    ViewParameters sample(int width, int height, RandomNumbers random) {
        return new ViewParameters(
                crops.sample(width, height, random),
                random.happens(settings.flipProbability()),
                colors.sample(random),
                random.happens(settings.grayscaleProbability()),
                blurSigma(random));
    }

    private double blurSigma(RandomNumbers random) {
        Range sigma = settings.blur().sigma();
        return random.happens(settings.blur().probability())
                ? random.uniform(sigma.from(), sigma.to())
                : 0;
    }
}
