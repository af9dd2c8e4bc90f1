package org.swavstream.state.tensor;

/** Puts the pieces of one tensor together. */
final class TensorCollector implements TensorSource.PieceReader<RuntimeException> {

    private final TensorSpec spec;
    private final byte[] bytes;
    private int filled;

    TensorCollector(TensorSpec spec) {
        this.spec = spec;
        this.bytes = new byte[Math.toIntExact(spec.bytes())];
    }

    @Override
    public void piece(byte[] piece, int length) {
        System.arraycopy(piece, 0, bytes, filled, length);
        filled += length;
    }

    TensorData tensor() {
        return new TensorData(spec, bytes);
    }
}
