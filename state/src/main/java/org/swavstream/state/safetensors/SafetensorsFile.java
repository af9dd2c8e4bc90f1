package org.swavstream.state.safetensors;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.util.IOUtils;
import org.swavstream.state.file.ShownPath;
import org.swavstream.state.file.UnavailableFileException;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

/**
 * A file of named tensors in the <a href="https://github.com/huggingface/safetensors">safetensors
 * format</a>: a little-endian length, a JSON header of that length, and the tensors' bytes. Nothing
 * in it is ever executed.
 *
 * <p>Tensors of dtype F32, F64 and I64 are read as they are; F16 and BF16 are widened to F32, which
 * loses nothing. A file with any other dtype is refused.
 *
 * <p>Owns: the open file; released by {@link #close}. To be used by one thread.
 */
public final class SafetensorsFile implements Closeable {

    private final String name;
    private final FSDataInputStream in;
    private final long dataStart;
    private final Header header;
    private final Map<String, TensorEntry> byName = new LinkedHashMap<>();

    private SafetensorsFile(String name, FSDataInputStream in, long dataStart, Header header) {
        this.name = name;
        this.in = in;
        this.dataStart = dataStart;
        this.header = header;
        header.tensors().forEach(tensor -> byName.put(tensor.spec().name(), tensor));
    }

    /**
     * Opens a local file, and reads and checks its header.
     *
     * @throws SafetensorsException naming the file, if there is none that is right
     * @throws IOException naming the file, if it cannot be read
     */
    public static SafetensorsFile open(Path file) throws IOException {
        return open(new org.apache.flink.core.fs.Path(file.toAbsolutePath().toUri()));
    }

    /**
     * Opens a file of any of Flink's file systems, and reads and checks its header.
     *
     * @throws SafetensorsException naming the file, if there is none that is right
     * @throws UnavailableFileException if its store does not give it; it may the next time
     */
    public static SafetensorsFile open(org.apache.flink.core.fs.Path file) throws IOException {
        String name = ShownPath.of(file);
        FSDataInputStream in = null;
        try {
            FileSystem fileSystem = file.getFileSystem();
            long length = length(fileSystem.getFileStatus(file));
            in = fileSystem.open(file);
            return read(name, in, length);
        } catch (FileNotFoundException e) {
            throw new SafetensorsException(
                    "there is no file '%s' that can be read".formatted(name), e);
        } catch (SafetensorsException | UnsupportedFileSystemSchemeException e) {
            IOUtils.closeQuietly(in);
            throw new SafetensorsException(cannotRead(name, e), e);
        } catch (IOException e) {
            IOUtils.closeQuietly(in);
            throw new UnavailableFileException(cannotRead(name, e), e);
        }
    }

    private static String cannotRead(String name, IOException reason) {
        return "cannot read safetensors file '%s': %s".formatted(name, reason.getMessage());
    }

    /** Asked for before the file is opened: to open a pipe is to wait for who writes to it. */
    private static long length(FileStatus file) throws SafetensorsException {
        if (file.isDir()) {
            throw new SafetensorsException("it is a folder; name the file in it");
        }
        if (file.getLen() < Long.BYTES) {
            throw new SafetensorsException(
                    "it is no safetensors file, as it has only %d bytes".formatted(file.getLen()));
        }
        return file.getLen();
    }

    private static SafetensorsFile read(String name, FSDataInputStream in, long length)
            throws IOException {
        long headerBytes = headerBytes(in, length);
        long dataStart = Long.BYTES + headerBytes;
        byte[] json = in.readNBytes(Math.toIntExact(headerBytes));
        Header header = new HeaderParser().parse(json, length - dataStart);
        return new SafetensorsFile(name, in, dataStart, header);
    }

    private static long headerBytes(FSDataInputStream in, long length) throws IOException {
        byte[] prefix = in.readNBytes(Long.BYTES);
        long headerBytes = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (headerBytes < 0 || headerBytes > Header.MAX_BYTES) {
            throw new SafetensorsException(
                    "it is no safetensors file: its first 8 bytes are not the length of a header, at most %,d bytes"
                            .formatted(Header.MAX_BYTES));
        }
        if (headerBytes > length - Long.BYTES) {
            throw new SafetensorsException(
                    "it is cut off, or no safetensors file: its first 8 bytes announce a header of %d bytes, but only %d follow"
                            .formatted(headerBytes, length - Long.BYTES));
        }
        return headerBytes;
    }

    /** Free text by key; empty if the file has none. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** What {@link #read} gives for each tensor, in the order of their bytes in the file. */
    public List<TensorSpec> tensors() {
        return header.tensors().stream().map(TensorEntry::spec).toList();
    }

    /** Whether there is a tensor of this name. */
    public boolean has(String tensor) {
        return byName.containsKey(tensor);
    }

    /**
     * One tensor with its data.
     *
     * @throws IllegalArgumentException if there is none of this name
     * @throws IOException if it cannot be read, or is larger than an array can be
     */
    public TensorData read(String tensor) throws IOException {
        TensorEntry entry = byName.get(tensor);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "safetensors file '%s' has no tensor '%s'".formatted(name, tensor));
        }
        if (entry.spec().bytes() > Integer.MAX_VALUE - Header.ALIGNMENT) {
            throw new SafetensorsException(
                    "tensor '%s' of safetensors file '%s' has %d bytes, more than an array holds"
                            .formatted(tensor, name, entry.spec().bytes()));
        }
        return new TensorData(entry.spec(), entry.encoding().decode(bytes(entry)));
    }

    private byte[] bytes(TensorEntry entry) throws IOException {
        in.seek(dataStart + entry.from());
        byte[] bytes = in.readNBytes(Math.toIntExact(entry.bytes()));
        if (bytes.length != entry.bytes()) {
            throw new SafetensorsException(
                    "safetensors file '%s' ended within tensor '%s'"
                            .formatted(name, entry.spec().name()));
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
