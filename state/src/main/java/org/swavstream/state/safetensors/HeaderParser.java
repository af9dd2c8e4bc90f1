package org.swavstream.state.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.swavstream.state.tensor.TensorSpec;

/** Reads a header and refuses what the format does not allow. */
final class HeaderParser {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * @param json the header
     * @param dataBytes bytes of the file after it
     * @throws SafetensorsException saying in one line what is wrong
     */
    Header parse(byte[] json, long dataBytes) throws IOException {
        JsonNode root = tree(json);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<TensorEntry> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(Header.METADATA)) {
                metadata.putAll(metadata(field.getValue()));
            } else {
                tensors.add(tensor(field.getKey(), field.getValue()));
            }
        }
        tensors.sort(
                Comparator.comparingLong(TensorEntry::from).thenComparingLong(TensorEntry::to));
        requireGapless(tensors, dataBytes);
        return new Header(metadata, tensors);
    }

    private static JsonNode tree(byte[] json) throws IOException {
        if (json.length == 0 || json[0] != '{') {
            throw new SafetensorsException(
                    "it is no safetensors file: its header does not begin with '{'");
        }
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new SafetensorsException(
                    "its header is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, String> metadata(JsonNode node) throws SafetensorsException {
        if (!node.isObject()) {
            throw new SafetensorsException("its " + Header.METADATA + " is not a JSON object");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().isTextual()) {
                throw new SafetensorsException(
                        "its metadata '%s' is not a text".formatted(field.getKey()));
            }
            metadata.put(field.getKey(), field.getValue().asText());
        }
        return metadata;
    }

    private static TensorEntry tensor(String name, JsonNode node) throws SafetensorsException {
        Encoding encoding = encoding(name, node.path("dtype"));
        List<Long> shape = numbers(name, "shape", node.path("shape"));
        List<Long> offsets = numbers(name, "data_offsets", node.path("data_offsets"));
        if (offsets.size() != 2) {
            throw new SafetensorsException(
                    "tensor '%s': data_offsets are not two numbers".formatted(name));
        }
        TensorSpec spec = new TensorSpec(name, encoding.elementType(), shape);
        TensorEntry tensor = new TensorEntry(spec, encoding, offsets.get(0), offsets.get(1));
        long expected = bytes(spec, encoding);
        if (tensor.bytes() != expected) {
            throw new SafetensorsException(
                    "tensor '%s': data_offsets %s give it %d bytes; its shape %s of %s takes %d"
                            .formatted(name, offsets, tensor.bytes(), shape, encoding, expected));
        }
        return tensor;
    }

    private static Encoding encoding(String name, JsonNode node) throws SafetensorsException {
        if (!node.isTextual()) {
            throw new SafetensorsException("tensor '%s' has no dtype".formatted(name));
        }
        if (!Encoding.isKnown(node.asText())) {
            throw new SafetensorsException(
                    "tensor '%s' is of dtype %s; F32, F64, I64, F16 and BF16 can be read"
                            .formatted(name, node.asText()));
        }
        return Encoding.valueOf(node.asText());
    }

    private static List<Long> numbers(String name, String field, JsonNode node)
            throws SafetensorsException {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : node) {
            if (!number.canConvertToExactIntegral()
                    || !number.canConvertToLong()
                    || number.asLong() < 0) {
                throw new SafetensorsException(
                        "tensor '%s': %s has %s where a whole number from 0 is expected"
                                .formatted(name, field, number));
            }
            numbers.add(number.asLong());
        }
        if (!node.isArray()) {
            throw new SafetensorsException("tensor '%s' has no %s".formatted(name, field));
        }
        return numbers;
    }

    private static long bytes(TensorSpec spec, Encoding encoding) throws SafetensorsException {
        try {
            return Math.multiplyExact(spec.elements(), encoding.bytes());
        } catch (ArithmeticException e) {
            throw new SafetensorsException(
                    "tensor '%s': shape %s is too large".formatted(spec.name(), spec.shape()), e);
        }
    }

    private static void requireGapless(List<TensorEntry> tensors, long dataBytes)
            throws SafetensorsException {
        long end = 0;
        for (TensorEntry tensor : tensors) {
            if (tensor.from() != end) {
                throw new SafetensorsException(
                        "tensor '%s' begins at byte %d of the data, expected %d: tensors follow each other without gap or overlap"
                                .formatted(tensor.spec().name(), tensor.from(), end));
            }
            end = tensor.to();
        }
        if (end != dataBytes) {
            throw new SafetensorsException(
                    "its tensors take %d bytes, but %d bytes follow the header"
                            .formatted(end, dataBytes));
        }
    }
}
