package org.swavstream.operators.multicrop;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The arithmetic of {@link VectorEffects}, which is loaded only where the JVM has vectors. Channels
 * of a view are all its reds, then all its greens, then all its blues, each as many as a multiple
 * of 64. Where bytes are too small, an even and an odd one share 16 bits, and take turns.
 *
 * <p>Every operation is one method: HotSpot does not inline what it has compiled to many
 * instructions before, and a vector that is handed to a method costs an object.
 */
final class ColorVectors {

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;

    /** Java's bytes are signed: with 128 less they keep their order and their differences. */
    private static final byte SIGN = (byte) 128;

    private static final short LOW_BYTE = 0xFF;
    private static final short HIGH_BYTE = (short) 0xFF00;
    private static final short HALF = 128;

    /** So many sums of two bytes fit into 15 bits. */
    private static final int MAX_SUMS = 64;

    private ColorVectors() {}

    /**
     * Replaces each byte by {@code factor} times itself plus {@code offset}, in whole 1/8192, cut
     * off to a whole number from 0 to 255.
     *
     * @param bytes as many as a multiple of 64
     * @param factor in 1/8192, 0 to 4 × 8192
     * @param offset in 1/8192, −1,000 × 8192 to 1,000 × 8192
     */
    static void scale(byte[] bytes, int factor, int offset) {
        // As a whole number, 8 and 5 bits, so that sums stay within 16 bits.
        short factorWhole = (short) (factor >> 13);
        short factorHigh = (short) (factor >> 5 & 255);
        short factorLow = (short) (factor & 31);
        short offsetWhole = (short) (offset >> 13);
        short offsetHigh = (short) (offset >> 5 & 255);
        short offsetLow = (short) (offset & 31);
        for (int at = 0; at < bytes.length; at += BYTES.length()) {
            ShortVector pairs = ByteVector.fromArray(BYTES, bytes, at).reinterpretAsShorts();
            ShortVector even = pairs.and(LOW_BYTE);
            ShortVector low = even.mul(factorLow).add(offsetLow).lanewise(LSHR, 5);
            ShortVector high = even.mul(factorHigh).add(offsetHigh).add(low).lanewise(LSHR, 8);
            even = even.mul(factorWhole).add(offsetWhole).add(high);
            even = even.max((short) 0).min(LOW_BYTE);
            ShortVector odd = pairs.lanewise(LSHR, 8);
            low = odd.mul(factorLow).add(offsetLow).lanewise(LSHR, 5);
            high = odd.mul(factorHigh).add(offsetHigh).add(low).lanewise(LSHR, 8);
            odd = odd.mul(factorWhole).add(offsetWhole).add(high);
            odd = odd.max((short) 0).min(LOW_BYTE);
            even.or(odd.lanewise(LSHL, 8)).reinterpretAsBytes().intoArray(bytes, at);
        }
    }

    /**
     * Luma (ITU-R BT.601), 0.299 red + 0.587 green + 0.114 blue, in whole 2<sup>−15</sup>, rounded.
     *
     * @param channels of which only these are read
     * @param length of a channel
     * @param luma is given the result
     * @return the sum of the result
     */
    static long luma(byte[] channels, int length, byte[] luma) {
        short[] lanes = new short[SHORTS.length()];
        ShortVector sums = ShortVector.zero(SHORTS);
        int summed = 0;
        long sum = 0;
        for (int at = 0; at < length; at += BYTES.length()) {
            ShortVector r = ByteVector.fromArray(BYTES, channels, at).reinterpretAsShorts();
            ShortVector g =
                    ByteVector.fromArray(BYTES, channels, length + at).reinterpretAsShorts();
            ShortVector b =
                    ByteVector.fromArray(BYTES, channels, 2 * length + at).reinterpretAsShorts();
            // Weights are 9798, 19235 and 3735, as 256 a + b, so that sums stay within 16 bits.
            ShortVector red = r.and(LOW_BYTE);
            ShortVector green = g.and(LOW_BYTE);
            ShortVector blue = b.and(LOW_BYTE);
            ShortVector low = red.mul((short) 70).add(green.mul((short) 35));
            low = low.add(blue.mul((short) 151)).lanewise(LSHR, 8);
            ShortVector high = red.mul((short) 38).add(green.mul((short) 75));
            high = high.add(blue.mul((short) 14)).add((short) 64);
            ShortVector even = high.add(low).lanewise(LSHR, 7);

            red = r.lanewise(LSHR, 8);
            green = g.lanewise(LSHR, 8);
            blue = b.lanewise(LSHR, 8);
            low = red.mul((short) 70).add(green.mul((short) 35));
            low = low.add(blue.mul((short) 151)).lanewise(LSHR, 8);
            high = red.mul((short) 38).add(green.mul((short) 75));
            high = high.add(blue.mul((short) 14)).add((short) 64);
            ShortVector odd = high.add(low).lanewise(LSHR, 7);

            even.or(odd.lanewise(LSHL, 8)).reinterpretAsBytes().intoArray(luma, at);
            sums = sums.add(even).add(odd);
            summed++;
            if (summed == MAX_SUMS) {
                sums.intoArray(lanes, 0);
                sum += sum(lanes);
                sums = ShortVector.zero(SHORTS);
                summed = 0;
            }
        }
        sums.intoArray(lanes, 0);
        return sum + sum(lanes);
    }

    private static long sum(short[] lanes) {
        long sum = 0;
        for (short lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    /**
     * Replaces each channel by {@code own} times itself plus a weighted sum of all three, in whole
     * 1/1024, cut off to a whole number from 0 to 255.
     *
     * @param length of a channel
     * @param red weight in the sum, in 1/1024; the absolute values of all four are at most 7,900
     *     together
     * @param own factor, in 1/1024, at least 0
     */
    static void mix(byte[] channels, int length, int red, int green, int blue, int own) {
        // Each weight as 64 a + b, so that sums stay within 16 bits.
        short redHigh = (short) (red >> 6);
        short redLow = (short) (red & 63);
        short greenHigh = (short) (green >> 6);
        short greenLow = (short) (green & 63);
        short blueHigh = (short) (blue >> 6);
        short blueLow = (short) (blue & 63);
        short ownHigh = (short) (own >> 6);
        short ownLow = (short) (own & 63);
        for (int at = 0; at < length; at += BYTES.length()) {
            ShortVector r = ByteVector.fromArray(BYTES, channels, at).reinterpretAsShorts();
            ShortVector g =
                    ByteVector.fromArray(BYTES, channels, length + at).reinterpretAsShorts();
            ShortVector b =
                    ByteVector.fromArray(BYTES, channels, 2 * length + at).reinterpretAsShorts();
            ShortVector even = r.and(LOW_BYTE);
            ShortVector odd = r.lanewise(LSHR, 8);
            ShortVector evenHigh = even.mul(redHigh);
            ShortVector evenLow = even.mul(redLow);
            ShortVector oddHigh = odd.mul(redHigh);
            ShortVector oddLow = odd.mul(redLow);
            even = g.and(LOW_BYTE);
            odd = g.lanewise(LSHR, 8);
            evenHigh = evenHigh.add(even.mul(greenHigh));
            evenLow = evenLow.add(even.mul(greenLow));
            oddHigh = oddHigh.add(odd.mul(greenHigh));
            oddLow = oddLow.add(odd.mul(greenLow));
            even = b.and(LOW_BYTE);
            odd = b.lanewise(LSHR, 8);
            evenHigh = evenHigh.add(even.mul(blueHigh));
            evenLow = evenLow.add(even.mul(blueLow));
            oddHigh = oddHigh.add(odd.mul(blueHigh));
            oddLow = oddLow.add(odd.mul(blueLow));

            for (int channel = at; channel < 3 * length; channel += length) {
                ShortVector pairs =
                        ByteVector.fromArray(BYTES, channels, channel).reinterpretAsShorts();
                even = pairs.and(LOW_BYTE);
                odd = pairs.lanewise(LSHR, 8);
                ShortVector evenCarry = evenLow.add(even.mul(ownLow)).lanewise(LSHR, 6);
                ShortVector oddCarry = oddLow.add(odd.mul(ownLow)).lanewise(LSHR, 6);
                even = evenHigh.add(even.mul(ownHigh)).add(evenCarry).lanewise(ASHR, 4);
                odd = oddHigh.add(odd.mul(ownHigh)).add(oddCarry).lanewise(ASHR, 4);
                even = even.max((short) 0).min(LOW_BYTE);
                odd = odd.max((short) 0).min(LOW_BYTE);
                even.or(odd.lanewise(LSHL, 8)).reinterpretAsBytes().intoArray(channels, channel);
            }
        }
    }

    /**
     * Turns colours by {@code parts} of 256 of a sixth, as {@link HueTurn} has it.
     *
     * @param length of a channel
     * @param second where the channel begins that comes next after red in the direction of the turn
     * @param third where the channel begins that comes after that
     * @param toFirst where the turned red is written
     * @param toSecond where the turned second channel is written
     * @param toThird where the turned third channel is written
     * @param parts 0 to 256
     */
    static void turn(
            byte[] channels,
            int length,
            int second,
            int third,
            int toFirst,
            int toSecond,
            int toThird,
            int parts) {
        short factor = (short) parts;
        for (int at = 0; at < length; at += BYTES.length()) {
            ByteVector a = ByteVector.fromArray(BYTES, channels, at).lanewise(XOR, SIGN);
            ByteVector b = ByteVector.fromArray(BYTES, channels, second + at).lanewise(XOR, SIGN);
            ByteVector c = ByteVector.fromArray(BYTES, channels, third + at).lanewise(XOR, SIGN);
            ByteVector smallest = a.min(b).min(c);
            ByteVector largest = a.max(b).max(c);

            ShortVector pairs = largest.sub(smallest).reinterpretAsShorts();
            ShortVector even = pairs.and(LOW_BYTE).mul(factor).add(HALF).lanewise(LSHR, 8);
            ShortVector odd = pairs.lanewise(LSHR, 8).mul(factor).add(HALF).and(HIGH_BYTE);
            ByteVector turn = even.or(odd).reinterpretAsBytes();
            ByteVector low = smallest.add(turn);
            ByteVector high = largest.sub(turn);

            ByteVector falls = b.max(high).sub(high);
            ByteVector rises = low.sub(b.min(low));
            ByteVector fallen = a.max(smallest.add(falls)).sub(falls);
            ByteVector risen = a.min(largest.sub(rises)).add(rises);
            fallen.add(risen).sub(a).lanewise(XOR, SIGN).intoArray(channels, toFirst + at);

            falls = c.max(high).sub(high);
            rises = low.sub(c.min(low));
            fallen = b.max(smallest.add(falls)).sub(falls);
            risen = b.min(largest.sub(rises)).add(rises);
            fallen.add(risen).sub(b).lanewise(XOR, SIGN).intoArray(channels, toSecond + at);

            falls = a.max(high).sub(high);
            rises = low.sub(a.min(low));
            fallen = c.max(smallest.add(falls)).sub(falls);
            risen = c.min(largest.sub(rises)).add(rises);
            fallen.add(risen).sub(c).lanewise(XOR, SIGN).intoArray(channels, toThird + at);
        }
    }
}
