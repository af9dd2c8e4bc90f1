package org.swavstream.operators.multicrop;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Takes what makes an animation of a PNG out of it: the chunks {@code acTL} and {@code fcTL} before
 * its image data. OpenCV 4.13 has code of its own for animations, in which broken frames, and sound
 * grayscale ones that are cleared after their time, crash the process. Without these chunks it
 * decodes the image alone, as libraries do that know nothing of animations.
 */
final class StillPng {

    private static final int SIGNATURE = 8;
    private static final int LENGTH_AND_TYPE = 8;
    private static final int CHECKSUM = 4;

    /** Where OpenCV looks for animations; it takes nothing but IHDR, of 13 bytes, before it. */
    private static final int BEHIND_HEADER = SIGNATURE + LENGTH_AND_TYPE + 13 + CHECKSUM;

    private static final int IDAT = 0x49444154;
    private static final int ACTL = 0x6163544C;
    private static final int FCTL = 0x6663544C;

    private StillPng() {}

    /** The file without its animation; itself where it has none. */
    static byte[] of(byte[] png) {
        ByteBuffer chunks = ByteBuffer.wrap(png);
        ByteArrayOutputStream still = new ByteArrayOutputStream();
        int copied = 0;
        int at = BEHIND_HEADER;
        while (at <= png.length - LENGTH_AND_TYPE && chunks.getInt(at + 4) != IDAT) {
            int next = behindChunk(chunks, at);
            if (isAnimation(chunks.getInt(at + 4))) {
                still.write(png, copied, at - copied);
                copied = next;
            }
            at = next;
        }
        if (copied == 0) {
            return png;
        }
        still.write(png, copied, png.length - copied);
        return still.toByteArray();
    }

    private static boolean isAnimation(int type) {
        return type == ACTL || type == FCTL;
    }

    /** The end of the file where that comes first. */
    private static int behindChunk(ByteBuffer chunks, int at) {
        long length = Integer.toUnsignedLong(chunks.getInt(at));
        return (int) Math.min(chunks.capacity(), at + LENGTH_AND_TYPE + length + CHECKSUM);
    }
}
