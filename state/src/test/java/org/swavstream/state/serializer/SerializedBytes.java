package org.swavstream.state.serializer;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a serializer writes, and the golden bytes of every layout that it ever wrote. They are
 * committed as {@code src/test/resources/serializer/NAME-VERSION.bin} in the serializer's module,
 * one value after the other, and never change.
 */
public final class SerializedBytes {

    private SerializedBytes() {}

    public static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
        return writeAll(serializer, List.of(value));
    }

    public static <T> byte[] writeAll(TypeSerializer<T> serializer, List<? extends T> values)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (T value : values) {
            serializer.serialize(value, out);
        }
        return out.getCopyOfBuffer();
    }

    public static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }

    /** The values that follow each other in {@code bytes}, until the last byte. */
    public static <T> List<T> readAll(TypeSerializer<T> serializer, byte[] bytes)
            throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        List<T> values = new ArrayList<>();
        while (in.available() > 0) {
            values.add(serializer.deserialize(in));
        }
        return values;
    }

    /** The committed bytes of {@code name} in layout {@code version}. */
    public static byte[] released(String name, int version) throws IOException {
        String resource = "/serializer/" + name + "-" + version + ".bin";
        try (InputStream in = SerializedBytes.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }
}
