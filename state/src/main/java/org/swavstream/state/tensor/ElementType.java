package org.swavstream.state.tensor;

/** Element types of stored tensors; each name is also its name in a safetensors file. */
public enum ElementType {
    F32(4),
    F64(8),
    I64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }
}
