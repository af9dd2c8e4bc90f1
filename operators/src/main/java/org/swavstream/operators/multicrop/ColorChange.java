package org.swavstream.operators.multicrop;

/**
 * One operation of the colour jitter.
 *
 * @param kind what is changed
 * @param amount for {@link Kind#HUE} the shift in turns of the colour wheel, -0.5 to 0.5; else the
 *     factor, at least 0, where 1 changes nothing
 */
record ColorChange(Kind kind, double amount) {

    /** What a colour jitter can change, in the order in which the amounts are drawn. */
    enum Kind {
        BRIGHTNESS,
        CONTRAST,
        SATURATION,
        HUE
    }
}
