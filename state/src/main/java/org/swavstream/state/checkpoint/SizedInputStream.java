package org.swavstream.state.checkpoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A part of a stream that has its size stored before it: nothing behind the part is read. */
final class SizedInputStream extends FilterInputStream {

    private final String name;
    private final long size;
    private long left;

    /**
     * @param name of the state, for error messages
     */
    SizedInputStream(InputStream in, String name, long size) {
        super(in);
        this.name = name;
        this.size = size;
        this.left = size;
    }

    @Override
    public int read() throws IOException {
        requireMore();
        int value = super.read();
        left -= value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        requireMore();
        int read = super.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }

    private void requireMore() throws IOException {
        if (left <= 0) {
            throw damaged();
        }
    }

    /**
     * @throws IOException if a part of it was not read
     */
    void requireEnd() throws IOException {
        if (left != 0) {
            throw damaged();
        }
    }

    private IOException damaged() {
        return new IOException(
                "state '%s' is damaged: what is in it does not end after %,d bytes, as its size says"
                        .formatted(name, size));
    }
}
