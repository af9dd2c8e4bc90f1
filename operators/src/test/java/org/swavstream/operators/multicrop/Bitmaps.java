package org.swavstream.operators.multicrop;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** BMP files of a single gray. */
final class Bitmaps {

    static final byte GRAY = (byte) 0x80;

    private static final int HEADER_BYTES = 54;

    private Bitmaps() {}

    /**
     * @param height negative for rows from the top
     */
    static byte[] gray(int width, int height) {
        int rowBytes = (width * 3 + 3) / 4 * 4;
        byte[] file = new byte[HEADER_BYTES + rowBytes * Math.abs(height)];
        Arrays.fill(file, HEADER_BYTES, file.length, GRAY);
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 'B').put((byte) 'M').putInt(file.length).putInt(0).putInt(HEADER_BYTES);
        header.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
        return file;
    }
}
