package org.swavstream.operators.swav;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

/** A safetensors file of the test resources: what the reference implementation computes. */
final class GoldenCase {

    private final JsonNode parameters;
    private final Map<String, TensorData> tensors = new LinkedHashMap<>();

    private GoldenCase(byte[] file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Math.toIntExact(buffer.getLong());
        int data = Long.BYTES + headerLength;
        JsonNode header = new ObjectMapper().readTree(file, Long.BYTES, headerLength);
        parameters = header.get("__metadata__");
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            String name = entry.getKey();
            if (!name.equals("__metadata__")) {
                tensors.put(name, tensor(name, entry.getValue(), file, data));
            }
        }
    }

    private static TensorData tensor(String name, JsonNode entry, byte[] file, int data) {
        List<Long> shape =
                StreamSupport.stream(entry.get("shape").spliterator(), false)
                        .map(JsonNode::asLong)
                        .toList();
        int from = data + entry.get("data_offsets").get(0).asInt();
        int to = data + entry.get("data_offsets").get(1).asInt();
        ElementType type = ElementType.valueOf(entry.get("dtype").asText());
        return new TensorData(
                new TensorSpec(name, type, shape), Arrays.copyOfRange(file, from, to));
    }

    static GoldenCase read(String name) {
        String path = "/golden/" + name + ".safetensors";
        try (InputStream file = GoldenCase.class.getResourceAsStream(path)) {
            return new GoldenCase(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String parameter) {
        return parameters.get(parameter).asText();
    }

    int integer(String parameter) {
        return Integer.parseInt(text(parameter));
    }

    double number(String parameter) {
        return Double.parseDouble(text(parameter));
    }

    List<Double> numbers(String parameter) {
        return Arrays.stream(text(parameter).split(",")).map(Double::valueOf).toList();
    }

    List<Integer> integers(String parameter) {
        return Arrays.stream(text(parameter).split(",")).map(Integer::valueOf).toList();
    }

    boolean has(String tensor) {
        return tensors.containsKey(tensor);
    }

    /** All tensors whose name starts with the prefix, by the rest of it. */
    List<TensorData> startingWith(String prefix) {
        return tensors.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> renamed(entry.getValue(), entry.getKey().substring(prefix.length())))
                .toList();
    }

    private static TensorData renamed(TensorData data, String name) {
        return new TensorData(
                new TensorSpec(name, data.spec().elementType(), data.spec().shape()), data.bytes());
    }

    TensorData tensor(String name) {
        return tensors.get(name);
    }

    long[] shape(String name) {
        return tensors.get(name).spec().shape().stream().mapToLong(Long::longValue).toArray();
    }

    float[] floats(String name) {
        return floats(tensors.get(name));
    }

    static float[] floats(TensorData data) {
        float[] values = new float[Math.toIntExact(data.spec().elements())];
        ByteBuffer.wrap(data.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    double[] doubles(String name) {
        return doubles(tensors.get(name));
    }

    /** The values of a tensor of any type. */
    static double[] doubles(TensorData data) {
        double[] values = new double[Math.toIntExact(data.spec().elements())];
        ByteBuffer bytes = ByteBuffer.wrap(data.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int index = 0; index < values.length; index++) {
            values[index] =
                    switch (data.spec().elementType()) {
                        case F32 -> bytes.getFloat();
                        case F64 -> bytes.getDouble();
                        case I64 -> bytes.getLong();
                    };
        }
        return values;
    }

    /** A float32 tensor as a float64 one; others as they are. */
    static TensorData widened(TensorData data) {
        if (data.spec().elementType() != ElementType.F32) {
            return data;
        }
        double[] values = doubles(data);
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        TensorSpec spec = new TensorSpec(data.spec().name(), ElementType.F64, data.spec().shape());
        return new TensorData(spec, bytes.array());
    }
}
