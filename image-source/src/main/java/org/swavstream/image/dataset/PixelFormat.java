package org.swavstream.image.dataset;

/** 8-bit pixel formats that {@link PngWriter} knows, with their PNG colour types. */
enum PixelFormat {
    GRAY(1, 0),
    RGB(3, 2);

    private final int channels;
    private final int colourType;

    PixelFormat(int channels, int colourType) {
        this.channels = channels;
        this.colourType = colourType;
    }

    /** Bytes of a pixel. */
    int channels() {
        return channels;
    }

    byte colourType() {
        return (byte) colourType;
    }
}
