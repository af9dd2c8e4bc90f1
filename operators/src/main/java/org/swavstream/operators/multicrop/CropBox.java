package org.swavstream.operators.multicrop;

/**
 * A part of an image, in whole pixels.
 *
 * @param x its left column
 * @param y its top row
 * @param width its width, from 1
 * @param height its height, from 1
 */
record CropBox(int x, int y, int width, int height) {

    /** The middle of an image of {@code imageWidth} by {@code imageHeight} pixels. */
    static CropBox centred(int imageWidth, int imageHeight, int width, int height) {
        return new CropBox((imageWidth - width) / 2, (imageHeight - height) / 2, width, height);
    }

    int shorterSide() {
        return Math.min(width, height);
    }

    /**
     * The same part of an image decoded at 1/{@code divisor} of its size, to the nearest pixel.
     *
     * @param imageWidth width of the smaller image
     * @param imageHeight height of the smaller image
     */
    CropBox reduced(int divisor, int imageWidth, int imageHeight) {
        int left = Math.min(Math.round((float) x / divisor), imageWidth - 1);
        int top = Math.min(Math.round((float) y / divisor), imageHeight - 1);
        int right = Math.min(Math.round((float) (x + width) / divisor), imageWidth);
        int bottom = Math.min(Math.round((float) (y + height) / divisor), imageHeight);
        return new CropBox(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }
}
