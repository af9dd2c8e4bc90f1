package org.swavstream.state.serializer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of an immutable value whose layout has a version.
 *
 * <p>Each value is preceded by one byte that names the version of its layout. Subclasses are
 * stateless, final and have a public constructor without arguments; two instances of one class are
 * equal.
 *
 * <p>Bytes of values that are state stay readable in every released version: a subclass raises
 * {@link #version()} when their layout changes and keeps the old branch in {@link #read(int,
 * DataInputView)}. It is never renamed, nor moved to another package: {@link
 * VersionedSerializerSnapshot} writes its name into every savepoint, and Flink finds it by that
 * name. Values that are only on their way from one task to another are read by the build that wrote
 * them; their layout changes as it likes.
 *
 * @param <T> the immutable value
 */
public abstract class VersionedSerializer<T> extends TypeSerializerSingleton<T> {

    /** The version that {@link #write} produces, 1 to 127. */
    public int version() {
        return 1;
    }

    /** Writes {@code value} in the layout of {@link #version()}. */
    protected abstract void write(T value, DataOutputView out) throws IOException;

    /**
     * Reads a value that was written in layout {@code version}, between 1 and {@link #version()}.
     */
    protected abstract T read(int version, DataInputView in) throws IOException;

    @Override
    public final void serialize(T value, DataOutputView out) throws IOException {
        out.writeByte(version());
        write(value, out);
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        int found = in.readByte();
        if (found < 1 || found > version()) {
            throw new IOException(
                    "%s cannot read layout version %d; this build knows 1 to %d"
                            .formatted(getClass().getSimpleName(), found, version()));
        }
        return read(found, in);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public final T copy(T value) {
        return value;
    }

    @Override
    public final T copy(T value, T reuse) {
        return value;
    }

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final T createInstance() {
        return null;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new VersionedSerializerSnapshot<>(this);
    }
}
