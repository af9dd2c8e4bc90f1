package org.swavstream.operators.multicrop;

import java.util.List;

/**
 * What chance decides about all views of one image: known before the image is decoded, so that it
 * is decoded no larger than they need it.
 *
 * @param groups what makes them
 * @param views the views of each group
 */
record DrawnViews(List<ViewGroup> groups, List<List<ViewParameters>> views) {

    /** Draws the views of an image of {@code width} by {@code height} pixels. */
    static DrawnViews draw(List<ViewGroup> groups, int width, int height, long seed) {
        RandomNumbers random = new RandomNumbers(seed);
        return new DrawnViews(
                groups, groups.stream().map(group -> group.draw(width, height, random)).toList());
    }

    /** By how much every view is shrunk at least; under 1 where one is enlarged. */
    double minFactor() {
        double min = Double.MAX_VALUE;
        for (int group = 0; group < groups.size(); group++) {
            min = Math.min(min, groups.get(group).minFactor(views.get(group)));
        }
        return min;
    }

    /**
     * Makes the views.
     *
     * @param image of the size that they were drawn for
     * @param bytes of all views together
     */
    byte[] render(DecodedImage image, int bytes) {
        byte[] pixels = new byte[bytes];
        int offset = 0;
        for (int group = 0; group < groups.size(); group++) {
            offset = groups.get(group).write(image, views.get(group), pixels, offset);
        }
        return pixels;
    }
}
