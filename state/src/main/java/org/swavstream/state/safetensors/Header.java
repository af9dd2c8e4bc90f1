package org.swavstream.state.safetensors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the JSON at the start of a file says.
 *
 * @param metadata free text by key, in the order of the file
 * @param tensors the tensors in the order of their bytes, without gaps
 */
record Header(Map<String, String> metadata, List<TensorEntry> tensors) {

    /** Key of the metadata among the names of the tensors. */
    static final String METADATA = "__metadata__";

    /** Longest header in bytes; the limit of the format's own library. */
    static final long MAX_BYTES = 100_000_000;

    /** Headers end, and so data begin, at multiples of this. */
    static final int ALIGNMENT = 8;

    Header {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = List.copyOf(tensors);
    }

    /** Size of all tensors in bytes. */
    long dataBytes() {
        return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).to();
    }
}
