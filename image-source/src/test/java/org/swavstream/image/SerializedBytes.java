package org.swavstream.image;

import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What a serializer writes, and the bytes that earlier releases wrote. */
public final class SerializedBytes {

    private SerializedBytes() {}

    public static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    public static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }

    /** The committed bytes of {@code name} in layout {@code version}. */
    public static byte[] released(String name, int version) throws IOException {
        String resource = "/serializer/" + name + "-" + version + ".bin";
        try (InputStream in = SerializedBytes.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }
}
