package org.swavstream.state.safetensors;

import org.swavstream.state.tensor.TensorSpec;

/**
 * Where a tensor lies in a file.
 *
 * @param spec name, shape, and the element type that it is read as
 * @param encoding how its elements are stored
 * @param from its first byte, counted from the end of the header
 * @param to the byte after its last one
 */
record TensorEntry(TensorSpec spec, Encoding encoding, long from, long to) {

    /** Size in the file in bytes. */
    long bytes() {
        return to - from;
    }
}
