package org.swavstream.state.serializer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/**
 * What a savepoint remembers of a {@link VersionedSerializer}: its class and the layout version it
 * wrote. State of an older layout is read as it is; state of a newer one is refused.
 */
public final class VersionedSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int SNAPSHOT_VERSION = 1;

    private Class<? extends VersionedSerializer<T>> serializerClass;
    private int layoutVersion;

    /** Used by Flink before {@link #readSnapshot}. */
    public VersionedSerializerSnapshot() {}

    @SuppressWarnings("unchecked")
    VersionedSerializerSnapshot(VersionedSerializer<T> serializer) {
        this.serializerClass = (Class<? extends VersionedSerializer<T>>) serializer.getClass();
        this.layoutVersion = serializer.version();
    }

    /** The layout version of the values that were written. */
    public int layoutVersion() {
        return layoutVersion;
    }

    @Override
    public int getCurrentVersion() {
        return SNAPSHOT_VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(serializerClass.getName());
        out.writeInt(layoutVersion);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
            throws IOException {
        serializerClass = InstantiationUtil.resolveClassByName(in, classLoader);
        layoutVersion = in.readInt();
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return InstantiationUtil.instantiate(serializerClass);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> written) {
        return written instanceof VersionedSerializerSnapshot<T> other
                        && other.serializerClass == serializerClass
                        && other.layoutVersion <= layoutVersion
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
