package org.swavstream.operators.multicrop;

import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/** The arithmetic of {@link VectorFilter}, which is loaded only where the JVM has vectors. */
final class FilterVectors {

    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
    private static final short LOW_BYTE = 0xFF;
    private static final short HIGH_BYTE = (short) 0xFF00;
    private static final short HALF = 128;

    private FilterVectors() {}

    /**
     * Filters {@code length} unsigned bytes; up to 63 more behind them are read, and written as
     * well. An even and an odd byte share 16 bits, which is as many as a sum needs.
     *
     * @param input not {@code output}
     * @param from the first byte of the input
     * @param to where its result comes to stand in the output
     * @param step from a byte to its neighbour
     * @param weights in 1/256, of the byte itself and of its neighbours on either side, by their
     *     distance; their sum, with both sides, is 256
     */
    static void filter(
            byte[] input, int from, byte[] output, int to, int length, int step, short[] weights) {
        for (int done = 0; done < length; done += SPECIES.length()) {
            int at = from + done;
            ShortVector own = ByteVector.fromArray(SPECIES, input, at).reinterpretAsShorts();
            ShortVector even = own.and(LOW_BYTE).mul(weights[0]).add(HALF);
            ShortVector odd = own.lanewise(LSHR, 8).mul(weights[0]).add(HALF);
            for (int distance = 1; distance < weights.length; distance++) {
                int far = distance * step;
                short weight = weights[distance];
                ShortVector one =
                        ByteVector.fromArray(SPECIES, input, at - far).reinterpretAsShorts();
                ShortVector other =
                        ByteVector.fromArray(SPECIES, input, at + far).reinterpretAsShorts();
                even = even.add(one.and(LOW_BYTE).add(other.and(LOW_BYTE)).mul(weight));
                odd = odd.add(one.lanewise(LSHR, 8).add(other.lanewise(LSHR, 8)).mul(weight));
            }
            even.lanewise(LSHR, 8)
                    .or(odd.and(HIGH_BYTE))
                    .reinterpretAsBytes()
                    .intoArray(output, to + done);
        }
    }
}
