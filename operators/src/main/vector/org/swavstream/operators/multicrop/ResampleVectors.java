package org.swavstream.operators.multicrop;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The arithmetic of {@link VectorResampler}, which is loaded only where the JVM has vectors. Every
 * pixel of a result has four taps; those that it does not need weigh nothing.
 */
final class ResampleVectors {

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = INTS.length();
    private static final int CHANNELS = 3;
    private static final int TAPS = 4;

    /** So many pixels of a result are computed at a time. */
    private static final int PIXELS = LANES / CHANNELS;

    private static final int LOW_BYTE = 0xFF;
    private static final VectorShuffle<Byte> IN_ORDER = inOrder();

    private ResampleVectors() {}

    /** Whether a vector is long enough for the arithmetic, which has 32 bits for each channel. */
    static boolean holdAPixel() {
        return PIXELS > 0;
    }

    /** Whether a vector has so many bytes. */
    static boolean haveBytes(int bytes) {
        return BYTES.length() == bytes;
    }

    /**
     * Scales each row of an image of three channels.
     *
     * @param image up to 63 bytes behind its last pixel are read as well
     * @param imageStride bytes from a row to the next
     * @param rows how many
     * @param starts the first tap of each pixel of the result, a column of the image; from a pixel
     *     to the next they differ by at most 2
     * @param weights of the four taps of each pixel of the result, in 1/2<sup>precision</sup>
     * @param mirrored whether the last pixel of the result comes first
     * @param scaled is given the result, rounded, 0 to 255; up to 15 values behind each row are
     *     written as well
     * @param stride values from a row of the result to the next
     */
    static void alongRows(
            byte[] image,
            int imageStride,
            int rows,
            int[] starts,
            int[] weights,
            int precision,
            boolean mirrored,
            int[] scaled,
            int stride) {
        int[] lanes = new int[BYTES.length()];
        int[] laneWeights = new int[TAPS * LANES];
        for (int pixel = 0; pixel < starts.length; pixel += PIXELS) {
            int count = Math.min(PIXELS, starts.length - pixel);
            int lowest = mirrored ? starts.length - pixel - count : pixel;
            int first = CHANNELS * starts[lowest];
            Arrays.fill(lanes, 0);
            Arrays.fill(laneWeights, 0);
            for (int next = 0; next < count; next++) {
                int of = lowest + (mirrored ? count - 1 - next : next);
                for (int tap = 0; tap < TAPS; tap++) {
                    int weight = weights[of * TAPS + tap];
                    int from = weight > 0 ? CHANNELS * (starts[of] + tap) - first : 0;
                    for (int channel = 0; channel < CHANNELS; channel++) {
                        int lane = CHANNELS * next + channel;
                        lanes[lane * TAPS + tap] = from + channel;
                        laneWeights[tap * LANES + lane] = weight;
                    }
                }
            }
            VectorShuffle<Byte> taps = VectorShuffle.fromArray(BYTES, lanes, 0);
            int to = CHANNELS * pixel;
            pixels(
                    image,
                    first,
                    imageStride,
                    rows,
                    taps,
                    laneWeights,
                    precision,
                    scaled,
                    to,
                    stride);
        }
    }

    /** Computes as many pixels as a vector holds, in each row. */
    private static void pixels(
            byte[] image,
            int from,
            int imageStride,
            int rows,
            VectorShuffle<Byte> taps,
            int[] weights,
            int precision,
            int[] scaled,
            int to,
            int stride) {
        IntVector first = IntVector.fromArray(INTS, weights, 0);
        IntVector second = IntVector.fromArray(INTS, weights, LANES);
        IntVector third = IntVector.fromArray(INTS, weights, 2 * LANES);
        IntVector fourth = IntVector.fromArray(INTS, weights, 3 * LANES);
        int half = 1 << (precision - 1);
        for (int row = 0; row < rows; row++) {
            IntVector bytes =
                    ByteVector.fromArray(BYTES, image, from + row * imageStride)
                            .rearrange(taps)
                            .reinterpretAsInts();
            bytes.and(LOW_BYTE)
                    .mul(first)
                    .add(bytes.lanewise(LSHR, 8).and(LOW_BYTE).mul(second))
                    .add(bytes.lanewise(LSHR, 16).and(LOW_BYTE).mul(third))
                    .add(bytes.lanewise(LSHR, 24).mul(fourth))
                    .add(half)
                    .lanewise(LSHR, precision)
                    .intoArray(scaled, to + row * stride);
        }
    }

    /**
     * Scales each column.
     *
     * @param image values from 0 to 255; up to 63 behind each row are read as well
     * @param imageStride values from a row to the next
     * @param starts the first tap of each row of the result, a row of the image
     * @param weights of the four taps of each row of the result, in 1/2<sup>precision</sup>
     * @param scaled is given the result; up to 63 bytes behind the last row are written as well
     * @param rowBytes of the result
     */
    static void alongColumns(
            int[] image,
            int imageStride,
            int[] starts,
            int[] weights,
            int precision,
            byte[] scaled,
            int rowBytes) {
        for (int row = 0; row < starts.length; row++) {
            row(
                    image,
                    starts[row] * imageStride,
                    imageStride,
                    weights,
                    row * TAPS,
                    precision,
                    scaled,
                    row * rowBytes,
                    rowBytes);
        }
    }

    /** Computes one row. Written out four times, since HotSpot does not unroll such a loop. */
    private static void row(
            int[] image,
            int first,
            int imageStride,
            int[] weights,
            int at,
            int precision,
            byte[] scaled,
            int to,
            int length) {
        int half = 1 << (precision - 1);
        int a = weights[at];
        int b = weights[at + 1];
        int c = weights[at + 2];
        int d = weights[at + 3];
        // There may be no such rows where they weigh nothing.
        int second = b > 0 ? first + imageStride : first;
        int third = c > 0 ? first + 2 * imageStride : first;
        int fourth = d > 0 ? first + 3 * imageStride : first;
        for (int done = 0; done < length; done += BYTES.length()) {
            IntVector p =
                    IntVector.fromArray(INTS, image, first + done)
                            .mul(a)
                            .add(IntVector.fromArray(INTS, image, second + done).mul(b))
                            .add(IntVector.fromArray(INTS, image, third + done).mul(c))
                            .add(IntVector.fromArray(INTS, image, fourth + done).mul(d))
                            .add(half)
                            .lanewise(LSHR, precision);
            IntVector q =
                    IntVector.fromArray(INTS, image, first + done + LANES)
                            .mul(a)
                            .add(IntVector.fromArray(INTS, image, second + done + LANES).mul(b))
                            .add(IntVector.fromArray(INTS, image, third + done + LANES).mul(c))
                            .add(IntVector.fromArray(INTS, image, fourth + done + LANES).mul(d))
                            .add(half)
                            .lanewise(LSHR, precision);
            IntVector r =
                    IntVector.fromArray(INTS, image, first + done + 2 * LANES)
                            .mul(a)
                            .add(IntVector.fromArray(INTS, image, second + done + 2 * LANES).mul(b))
                            .add(IntVector.fromArray(INTS, image, third + done + 2 * LANES).mul(c))
                            .add(IntVector.fromArray(INTS, image, fourth + done + 2 * LANES).mul(d))
                            .add(half)
                            .lanewise(LSHR, precision);
            IntVector s =
                    IntVector.fromArray(INTS, image, first + done + 3 * LANES)
                            .mul(a)
                            .add(IntVector.fromArray(INTS, image, second + done + 3 * LANES).mul(b))
                            .add(IntVector.fromArray(INTS, image, third + done + 3 * LANES).mul(c))
                            .add(IntVector.fromArray(INTS, image, fourth + done + 3 * LANES).mul(d))
                            .add(half)
                            .lanewise(LSHR, precision);
            p.or(q.lanewise(LSHL, 8))
                    .or(r.lanewise(LSHL, 16))
                    .or(s.lanewise(LSHL, 24))
                    .reinterpretAsBytes()
                    .rearrange(IN_ORDER)
                    .intoArray(scaled, to + done);
        }
    }

    /** Of four vectors of numbers, one in each byte of a lane: one vector after the other. */
    private static VectorShuffle<Byte> inOrder() {
        int[] lanes = new int[BYTES.length()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = i % LANES * TAPS + i / LANES;
        }
        return VectorShuffle.fromArray(BYTES, lanes, 0);
    }
}
