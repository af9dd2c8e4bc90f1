package org.swavstream.image.textures;

/**
 * Edges of shapes, as wide as a pixel so that they do not alias.
 *
 * @param width the width in periods
 */
record Edge(double width) {

    /** 1 inside a shape, 0 outside, and between them on the edge, where {@code distance} is 0. */
    double inside(double distance) {
        return Math.max(0, Math.min(1, 0.5 + distance / width));
    }

    /** Distance to the edge of stripes that are half a period wide; positive inside. */
    static double stripe(double u) {
        return 0.25 - fromMiddle(u);
    }

    /** Distance to the nearest whole number, 0 to 0.5. */
    static double fromWhole(double u) {
        return 0.5 - fromMiddle(u);
    }

    /** Distance to the middle between two whole numbers, 0 to 0.5. */
    static double fromMiddle(double u) {
        return Math.abs(u - Math.floor(u) - 0.5);
    }
}
