package org.swavstream.state.tensor;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Tensors in memory, in an order of their own, whose bytes are read piece by piece: a reader that
 * keeps none needs no room for a whole tensor.
 */
public interface TensorSource {

    /** Takes pieces of the bytes of a tensor, in order. */
    @FunctionalInterface
    interface PieceReader<E extends Exception> {

        /**
         * Takes the next piece.
         *
         * @param bytes array that begins with it, and that changes afterwards
         * @param length of the piece in bytes
         */
        void piece(byte[] bytes, int length) throws E;
    }

    /** What there is, in order. */
    List<TensorSpec> specs();

    /**
     * Hands on the bytes of one tensor: row-major, little-endian.
     *
     * @param spec one of {@link #specs}
     */
    <E extends Exception> void read(TensorSpec spec, PieceReader<E> reader) throws E;

    /** One tensor as it is now, in the Java heap. */
    default TensorData read(TensorSpec spec) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(spec.bytes()));
        read(spec, (piece, length) -> bytes.put(piece, 0, length));
        return new TensorData(spec, bytes.array());
    }

    /** All tensors as they are now, in the Java heap. */
    default List<TensorData> readAll() {
        return specs().stream().map(this::read).toList();
    }
}
