package org.swavstream.operators.multicrop;

/**
 * Draws the part of the image that a view shows, as torchvision's RandomResizedCrop does: a share
 * of the area, uniform, and an aspect ratio, log-uniform; ten tries, then the largest middle part
 * whose aspect ratio is allowed.
 *
 * @param scale the range of the share of the image's area, within (0, 1]
 */
record CropSampler(Range scale) {

    /** Width over height of the crops of SwAV and torchvision. */
    private static final Range ASPECT_RATIO = new Range(3.0 / 4, 4.0 / 3);

    private static final int TRIES = 10;

    /** A part of an image of {@code width} by {@code height} pixels. */
    CropBox sample(int width, int height, RandomNumbers random) {
        double area = (double) width * height;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double target = area * random.uniform(scale.from(), scale.to());
            double ratio =
                    StrictMath.exp(
                            random.uniform(
                                    StrictMath.log(ASPECT_RATIO.from()),
                                    StrictMath.log(ASPECT_RATIO.to())));
            long boxWidth = Math.round(Math.sqrt(target * ratio));
            long boxHeight = Math.round(Math.sqrt(target / ratio));
            if (fits(boxWidth, width) && fits(boxHeight, height)) {
                return placed(width, height, (int) boxWidth, (int) boxHeight, random);
            }
        }
        return fallback(width, height);
    }

    private static boolean fits(long size, int available) {
        return size > 0 && size <= available;
    }

    private static CropBox placed(
            int width, int height, int boxWidth, int boxHeight, RandomNumbers random) {
        int y = random.below(height - boxHeight + 1);
        int x = random.below(width - boxWidth + 1);
        return new CropBox(x, y, boxWidth, boxHeight);
    }

    private CropBox fallback(int width, int height) {
        int boxWidth = (int) Math.min(width, Math.round(height * ASPECT_RATIO.to()));
        int boxHeight = (int) Math.min(height, Math.round(width / ASPECT_RATIO.from()));
        return CropBox.centred(width, height, Math.max(1, boxWidth), Math.max(1, boxHeight));
    }
}
