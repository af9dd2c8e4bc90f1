package org.swavstream.image.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of bytes in the IDX format of the MNIST data sets: two zeros, the element type, the
 * number of dimensions, the dimensions as big-endian ints, and the elements.
 *
 * @param file where it was read from
 * @param shape its dimensions, outermost first
 * @param data its elements, row-major
 */
record IdxArray(String file, int[] shape, byte[] data) {

    private static final int UNSIGNED_BYTES = 0x08;

    /**
     * Reads an array.
     *
     * @param file its name, for error messages; where it ends in {@code .gz} it is unpacked
     * @param in its bytes; the caller closes them
     * @param dimensions how many dimensions are expected
     * @throws DatasetException if it is another array, or incomplete
     */
    static IdxArray read(String file, InputStream in, int dimensions) throws IOException {
        try {
            InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
            return read(file, new DataInputStream(new BufferedInputStream(plain)), dimensions);
        } catch (EOFException e) {
            throw new DatasetException(file, "its end too early", "a whole IDX file", e);
        } catch (ZipException e) {
            throw new DatasetException(file, "damage (" + e.getMessage() + ")", "gzip", e);
        }
    }

    private static IdxArray read(String file, DataInputStream in, int dimensions)
            throws IOException {
        int expected = UNSIGNED_BYTES << 8 | dimensions;
        int magic = in.readInt();
        if (magic != expected) {
            throw new DatasetException(
                    file, "first bytes %08x".formatted(magic), "%08x".formatted(expected));
        }
        int[] shape = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = in.readInt();
        }
        return new IdxArray(file, shape, elements(file, in, shape));
    }

    private static byte[] elements(String file, InputStream in, int[] shape) throws IOException {
        int expected = count(file, shape);
        byte[] data = in.readNBytes(expected);
        if (data.length < expected) {
            throw new DatasetException(
                    file,
                    data.length + " bytes of data",
                    "%d for shape %s".formatted(expected, Arrays.toString(shape)));
        }
        // Also for a packed file, whose checksum is looked at where its end is.
        if (in.read() >= 0) {
            throw new DatasetException(
                    file,
                    "more than %d bytes of data".formatted(expected),
                    "%d for shape %s".formatted(expected, Arrays.toString(shape)));
        }
        return data;
    }

    private static int count(String file, int[] shape) throws DatasetException {
        long count = 1;
        for (int length : shape) {
            count *= length;
            if (length < 1 || count > Integer.MAX_VALUE - 8) {
                throw new DatasetException(
                        file, "shape " + Arrays.toString(shape), "1 byte to 2 GiB of data");
            }
        }
        return (int) count;
    }
}
