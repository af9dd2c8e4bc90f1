package org.swavstream.image.textures;

/** A texture without colours. */
interface Pattern {

    /**
     * How much of the second colour there is at a point, from 0 to 1.
     *
     * @param u position along the texture's first axis, in periods
     * @param v position along its second axis, in periods
     */
    double at(double u, double v);
}
