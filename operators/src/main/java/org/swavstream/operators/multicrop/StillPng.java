package org.swavstream.operators.multicrop;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.swavstream.image.UnusableImageException;

/**
 * Takes what makes an animation of a PNG out of it: the chunks {@code acTL} and {@code fcTL} before
 * its image data. OpenCV 4.13 has code of its own for animations, in which broken frames, and sound
 * grayscale ones that are cleared after their time, crash the process. Without these chunks it
 * decodes the image alone, as libraries do that know nothing of animations.
 *
 * <p>Where a chunk, up to the first one of image data, ends behind the file, the file is refused.
 * OpenCV refuses it too, but first takes as much memory as the chunk claims to need, up to 4 GB.
 */
final class StillPng {

    private static final int SIGNATURE = 8;
    private static final int LENGTH_AND_TYPE = 8;
    private static final int CHECKSUM = 4;

    private static final int IDAT = 0x49444154;
    private static final int ACTL = 0x6163544C;
    private static final int FCTL = 0x6663544C;

    private StillPng() {}

    /**
     * The file without its animation; itself where it has none. Its first chunk stays whatever it
     * is: OpenCV takes nothing but a header there.
     */
    static byte[] of(byte[] png) throws UnusableImageException {
        ByteBuffer chunks = ByteBuffer.wrap(png);
        ByteArrayOutputStream still = new ByteArrayOutputStream();
        int copied = 0;
        int at = SIGNATURE;
        int type = 0;
        while (type != IDAT && at <= png.length - LENGTH_AND_TYPE) {
            int next = behindChunk(chunks, at);
            type = chunks.getInt(at + 4);
            if (isAnimation(type) && at > SIGNATURE) {
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

    private static int behindChunk(ByteBuffer chunks, int at) throws UnusableImageException {
        long length = Integer.toUnsignedLong(chunks.getInt(at));
        long behind = at + LENGTH_AND_TYPE + length + CHECKSUM;
        if (behind > chunks.capacity()) {
            throw new UnusableImageException(ImageFormat.PNG + " data is truncated or corrupt");
        }
        return (int) behind;
    }
}
