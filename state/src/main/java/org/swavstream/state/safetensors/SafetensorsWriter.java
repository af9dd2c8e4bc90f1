package org.swavstream.state.safetensors;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

/**
 * Writes a {@link SafetensorsFile}, one tensor at a time, so that memory holds no more than one.
 *
 * <p>Owns: a file beside the one that is asked for, which takes its place in {@link #finish}.
 * Lifecycle: {@link #write} once for each tensor, in any order, then {@code finish}, then {@link
 * #close}; a writer that is closed without {@code finish} leaves nothing behind.
 */
public final class SafetensorsWriter implements Closeable {

    private final OutputFile file;
    private final Path unfinished;
    private final FileChannel channel;
    private final long dataStart;
    private final Map<String, TensorEntry> unwritten = new LinkedHashMap<>();

    private SafetensorsWriter(OutputFile file, Header header) throws IOException {
        byte[] json = new HeaderWriter().json(header);
        this.file = file;
        this.dataStart = (long) Long.BYTES + json.length;
        header.tensors().forEach(tensor -> unwritten.put(tensor.spec().name(), tensor));
        this.unfinished = file.unfinished();
        this.channel = open();
        writeHeader(json);
    }

    private FileChannel open() throws SafetensorsException {
        try {
            FileChannel opened =
                    FileChannel.open(
                            unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // Ctrl-C ends a command without closing anything.
            unfinished.toFile().deleteOnExit();
            return opened;
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /**
     * Begins a file.
     *
     * @param file where it will be; its folder exists; a file that is there is replaced, and a
     *     symbolic link is followed
     * @param metadata free text by key
     * @param tensors what will be written
     * @throws IllegalArgumentException if two tensors have one name
     * @throws SafetensorsException naming the file, if it cannot be made
     */
    public static SafetensorsWriter create(
            Path file, Map<String, String> metadata, List<TensorSpec> tensors) throws IOException {
        Header header = new HeaderWriter().layOut(metadata, tensors);
        long names = tensors.stream().map(TensorSpec::name).distinct().count();
        if (names != tensors.size()) {
            throw new IllegalArgumentException("two of the tensors have one name: " + tensors);
        }
        return new SafetensorsWriter(OutputFile.of(file), header);
    }

    private void writeHeader(byte[] json) throws IOException {
        try {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            writeFully(length.putLong(0, json.length), 0);
            writeFully(ByteBuffer.wrap(json), Long.BYTES);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Writes one tensor.
     *
     * @throws IllegalArgumentException if it was not announced as it is, or was written before
     * @throws SafetensorsException naming the file, if the disk takes no more
     */
    public void write(TensorData tensor) throws IOException {
        TensorEntry place = unwritten.remove(tensor.spec().name());
        if (place == null || !place.spec().equals(tensor.spec())) {
            throw new IllegalArgumentException("%s is not expected".formatted(tensor.spec()));
        }
        writeFully(ByteBuffer.wrap(tensor.bytes()), dataStart + place.from());
    }

    private void writeFully(ByteBuffer bytes, long position) throws IOException {
        long next = position;
        try {
            while (bytes.hasRemaining()) {
                next += channel.write(bytes, next);
            }
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /**
     * Makes the file appear under its name, complete and on the disk.
     *
     * @throws IllegalStateException if tensors are missing
     */
    public void finish() throws IOException {
        if (!unwritten.isEmpty()) {
            throw new IllegalStateException("tensors were not written: " + unwritten.keySet());
        }
        try {
            channel.force(true);
            channel.close();
            Files.move(
                    unfinished,
                    file.target(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            file.forceFolder();
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(unfinished);
    }
}
