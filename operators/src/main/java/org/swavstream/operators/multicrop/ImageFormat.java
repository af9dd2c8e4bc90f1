package org.swavstream.operators.multicrop;

/** The kinds of image files that are decoded. */
enum ImageFormat {
    JPEG("JPEG"),
    /** The kind of JPEG that has no DCT, and so is decoded at full size only. */
    LOSSLESS_JPEG("lossless JPEG"),
    PNG("PNG"),
    WEBP("WebP"),
    BMP("BMP");

    private final String title;

    ImageFormat(String title) {
        this.title = title;
    }

    /** Its usual spelling. */
    @Override
    public String toString() {
        return title;
    }
}
