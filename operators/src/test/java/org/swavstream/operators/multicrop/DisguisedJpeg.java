package org.swavstream.operators.multicrop;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A JPEG with a second size, which is found by who takes the first marker for one with a length.
 */
final class DisguisedJpeg {

    private static final int START = 2;
    private static final int MARKER = 4;
    private static final int LONGEST = 0xFFFF;

    private DisguisedJpeg() {}

    /**
     * Puts a marker without a length, and a comment with the header of a frame, before the segments
     * of a JPEG.
     *
     * @param jpeg with an APP0 segment first
     * @param width that the header in the comment gives
     * @param height that the header in the comment gives
     */
    static byte[] of(byte[] jpeg, int width, int height) {
        int app0 = MARKER + ByteBuffer.wrap(jpeg).getShort(MARKER);
        ByteBuffer comment = ByteBuffer.allocate(2 + LONGEST);
        comment.putShort((short) 0xFFFE).putShort((short) LONGEST);
        // FF E0 of APP0, taken for a length
        int jump = START + 2 + 0xFFE0;
        comment.position(jump - app0 - 2);
        comment.putShort((short) 0xFFC0).putShort((short) 17).put((byte) 8);
        comment.putShort((short) height).putShort((short) width);
        ByteArrayOutputStream disguised = new ByteArrayOutputStream();
        disguised.write(jpeg, 0, START);
        disguised.write(0xFF);
        disguised.write(0x01);
        disguised.write(jpeg, START, app0 - START);
        disguised.writeBytes(comment.array());
        disguised.write(jpeg, app0, jpeg.length - app0);
        return disguised.toByteArray();
    }
}
