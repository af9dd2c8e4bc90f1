package org.swavstream.operators.multicrop;

/**
 * What happens to a view after it is cut out, in the order of SwAV's transforms: colour jitter,
 * grayscale, blur. Every way to do it gives the same bytes. Owns native memory; not thread-safe.
 */
interface ViewEffects extends AutoCloseable {

    /**
     * Changes the pixels of {@code view}.
     *
     * @param parameters of which the box has been cut out, and mirrored
     * @param view 8-bit RGB
     */
    void apply(ViewParameters parameters, ViewPixels view);

    @Override
    void close();

    /**
     * The fastest way that this JVM has.
     *
     * @param side width and height of every view in pixels
     */
    static ViewEffects fastest(int side) {
        return JavaVectors.arePresent() ? new VectorEffects(side) : new OpenCvEffects(side);
    }
}
