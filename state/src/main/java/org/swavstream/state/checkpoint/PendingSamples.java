package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/**
 * Samples of one model that wait for their step, by sequence number, as they are stored: the size
 * of what follows without its checksum (8 bytes), their number (4), of each its sequence number (8)
 * and what the serializer makes of it, and a CRC-32C (4).
 *
 * @param <T> the prepared sample
 */
final class PendingSamples<T> {

    private final TypeSerializer<T> serializer;

    PendingSamples(TypeSerializer<T> serializer) {
        this.serializer = serializer;
    }

    void write(SortedMap<Long, T> samples, DataOutputViewStreamWrapper out) throws IOException {
        out.writeLong(size(samples));
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
        DataOutputView view = new DataOutputViewStreamWrapper(checked);
        view.writeInt(samples.size());
        for (var sample : samples.entrySet()) {
            write(sample, view);
        }
        out.writeInt((int) checked.getChecksum().getValue());
    }

    private void write(Map.Entry<Long, T> sample, DataOutputView out) throws IOException {
        out.writeLong(sample.getKey());
        serializer.serialize(sample.getValue(), out);
    }

    private long size(SortedMap<Long, T> samples) throws IOException {
        long size = Integer.BYTES;
        for (var sample : samples.entrySet()) {
            var counted = new DataOutputViewStreamWrapper(OutputStream.nullOutputStream());
            write(sample, counted);
            size += counted.size();
        }
        return size;
    }

    /**
     * @throws IOException if they are damaged
     */
    SortedMap<Long, T> read(DataInputViewStreamWrapper in) throws IOException {
        SizedInputStream sized = new SizedInputStream(in, "pending", in.readLong());
        CheckedInputStream checked = new CheckedInputStream(sized, new CRC32C());
        SortedMap<Long, T> samples = readAll(checked);
        sized.requireEnd();
        int found = (int) checked.getChecksum().getValue();
        int expected = in.readInt();
        if (found != expected) {
            throw new IOException(
                    "state 'pending' is damaged: its checksum is %08x, expected %08x"
                            .formatted(found, expected));
        }
        return samples;
    }

    private SortedMap<Long, T> readAll(InputStream stored) throws IOException {
        DataInputView in = new DataInputViewStreamWrapper(stored);
        SortedMap<Long, T> samples = new TreeMap<>();
        int number = in.readInt();
        for (int i = 0; i < number; i++) {
            samples.put(in.readLong(), serializer.deserialize(in));
        }
        return samples;
    }

    /** Where those end that begin at the position of {@code file}. */
    static long end(FSDataInputStream file) throws IOException {
        long size = new DataInputViewStreamWrapper(file).readLong();
        return file.getPos() + size + Integer.BYTES;
    }
}
