package org.swavstream.state.safetensors;

/** IEEE 754 binary16: one bit of sign, five of exponent, ten of fraction. */
final class HalfPrecision {

    private static final int FRACTION_BITS = 10;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final int EXPONENT = 0x1f;
    private static final int FLOAT_FRACTION_BITS = 23;
    private static final int FLOAT_INFINITY = 0x7f800000;
    private static final int BIAS_DIFFERENCE = 127 - 15;
    private static final float SUBNORMAL_UNIT = 0x1p-24f;

    private HalfPrecision() {}

    /** The number with these bits; a float holds each of them exactly. */
    static float toFloat(short bits) {
        int exponent = (bits >> FRACTION_BITS) & EXPONENT;
        int fraction = bits & FRACTION;
        float magnitude =
                exponent == 0 ? fraction * SUBNORMAL_UNIT : normalOrSpecial(exponent, fraction);
        return bits < 0 ? -magnitude : magnitude;
    }

    private static float normalOrSpecial(int exponent, int fraction) {
        int floatExponent =
                exponent == EXPONENT
                        ? FLOAT_INFINITY
                        : (exponent + BIAS_DIFFERENCE) << FLOAT_FRACTION_BITS;
        return Float.intBitsToFloat(
                floatExponent | fraction << (FLOAT_FRACTION_BITS - FRACTION_BITS));
    }
}
