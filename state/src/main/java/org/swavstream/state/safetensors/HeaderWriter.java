package org.swavstream.state.safetensors;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.swavstream.state.tensor.TensorSpec;

/** Lays tensors out and writes the header that says where they are. */
final class HeaderWriter {

    private static final JsonMapper JSON = new JsonMapper();

    /** Larger elements first, as the format's own library does, so that each is aligned. */
    Header layOut(Map<String, String> metadata, List<TensorSpec> specs) {
        List<TensorEntry> tensors = new ArrayList<>();
        long position = 0;
        for (TensorSpec spec : sorted(specs)) {
            long end = position + spec.bytes();
            Encoding encoding = Encoding.valueOf(spec.elementType().name());
            tensors.add(new TensorEntry(spec, encoding, position, end));
            position = end;
        }
        return new Header(metadata, tensors);
    }

    private static List<TensorSpec> sorted(List<TensorSpec> specs) {
        Comparator<TensorSpec> bySize = Comparator.comparingInt(spec -> spec.elementType().bytes());
        return specs.stream().sorted(bySize.reversed()).toList();
    }

    /** The header as JSON, filled up with spaces to a multiple of {@link Header#ALIGNMENT}. */
    byte[] json(Header header) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        if (!header.metadata().isEmpty()) {
            root.set(Header.METADATA, JSON.valueToTree(header.metadata()));
        }
        for (TensorEntry tensor : header.tensors()) {
            ObjectNode entry = root.putObject(tensor.spec().name());
            entry.put("dtype", tensor.encoding().name());
            tensor.spec().shape().forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(tensor.from()).add(tensor.to());
        }
        return padded(JSON.writeValueAsBytes(root));
    }

    private static byte[] padded(byte[] json) {
        int gap = Math.floorMod(-json.length, Header.ALIGNMENT);
        byte[] padded = Arrays.copyOf(json, json.length + gap);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }
}
