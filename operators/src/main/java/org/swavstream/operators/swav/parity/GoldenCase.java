package org.swavstream.operators.swav.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.swavstream.state.safetensors.SafetensorsFile;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

/**
 * What the reference implementation computes in one case: a safetensors file in memory. Its
 * metadata gives the {@code kind} and the parameters; docs/parity.md has the format.
 */
final class GoldenCase {

    private final Map<String, String> metadata;
    private final Map<String, TensorData> tensors;

    private GoldenCase(Map<String, String> metadata, Map<String, TensorData> tensors) {
        this.metadata = metadata;
        this.tensors = tensors;
    }

    static GoldenCase read(Path path) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            for (TensorSpec spec : file.tensors()) {
                tensors.put(spec.name(), file.read(spec.name()));
            }
            return new GoldenCase(file.metadata(), tensors);
        }
    }

    String text(String parameter) {
        String value = metadata.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException("its metadata has no '%s'".formatted(parameter));
        }
        return value;
    }

    int integer(String parameter) {
        return parse(parameter, text(parameter), Integer::valueOf);
    }

    double number(String parameter) {
        return parse(parameter, text(parameter), Double::valueOf);
    }

    List<Double> numbers(String parameter) {
        return split(parameter, Double::valueOf);
    }

    List<Integer> integers(String parameter) {
        return split(parameter, Integer::valueOf);
    }

    /** As {@link #integers(String)}, with a value for cases that do not have the parameter. */
    List<Integer> integers(String parameter, List<Integer> absent) {
        return metadata.containsKey(parameter) ? integers(parameter) : absent;
    }

    private <T> List<T> split(String parameter, Function<String, T> parser) {
        return Arrays.stream(text(parameter).split(","))
                .map(value -> parse(parameter, value.strip(), parser))
                .toList();
    }

    private static <T> T parse(String parameter, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "its metadata has %s '%s', where a number is expected"
                            .formatted(parameter, value),
                    e);
        }
    }

    boolean has(String tensor) {
        return tensors.containsKey(tensor);
    }

    /** All tensors whose name starts with the prefix, by the rest of it. */
    List<TensorData> startingWith(String prefix) {
        return tensors.values().stream()
                .filter(data -> data.spec().name().startsWith(prefix))
                .map(data -> renamed(data, data.spec().name().substring(prefix.length())))
                .toList();
    }

    private static TensorData renamed(TensorData data, String name) {
        TensorSpec spec = data.spec();
        return new TensorData(new TensorSpec(name, spec.elementType(), spec.shape()), data.bytes());
    }

    long[] shape(String name) {
        return tensor(name).spec().shape().stream().mapToLong(Long::longValue).toArray();
    }

    double[] doubles(String name) {
        return tensor(name).doubles();
    }

    float[] floats(String name) {
        double[] values = doubles(name);
        float[] floats = new float[values.length];
        for (int index = 0; index < values.length; index++) {
            floats[index] = (float) values[index];
        }
        return floats;
    }

    private TensorData tensor(String name) {
        TensorData tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("it has no tensor '%s'".formatted(name));
        }
        return tensor;
    }

    /** A float32 tensor as a float64 one; others as they are. */
    static TensorData widened(TensorData data) {
        if (data.spec().elementType() != ElementType.F32) {
            return data;
        }
        double[] values = data.doubles();
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        TensorSpec spec = new TensorSpec(data.spec().name(), ElementType.F64, data.spec().shape());
        return new TensorData(spec, bytes.array());
    }
}
