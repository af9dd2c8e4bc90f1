package org.swavstream.operators.multicrop;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The numbers in the first bytes of a file. Reading past the end throws {@link
 * ArrayIndexOutOfBoundsException}.
 *
 * @param bytes the whole file
 */
record HeaderBytes(byte[] bytes) {

    int unsignedByte(int at) {
        return bytes[at] & 0xFF;
    }

    int bigEndian16(int at) {
        return unsignedByte(at) << 8 | unsignedByte(at + 1);
    }

    int bigEndian32(int at) {
        return bigEndian16(at) << 16 | bigEndian16(at + 2);
    }

    int littleEndian16(int at) {
        return unsignedByte(at + 1) << 8 | unsignedByte(at);
    }

    int littleEndian24(int at) {
        return unsignedByte(at + 2) << 16 | littleEndian16(at);
    }

    int littleEndian32(int at) {
        return littleEndian16(at + 2) << 16 | littleEndian16(at);
    }

    /** Whether the Latin-1 characters of {@code text} stand at {@code at}; false past the end. */
    boolean has(String text, int at) {
        return bytes.length >= at + text.length()
                && new String(bytes, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** The first bytes in hexadecimal, at most eight. */
    String start() {
        return IntStream.range(0, Math.min(8, bytes.length))
                .mapToObj(at -> HexFormat.of().toHexDigits(bytes[at]))
                .collect(Collectors.joining(" "));
    }
}
