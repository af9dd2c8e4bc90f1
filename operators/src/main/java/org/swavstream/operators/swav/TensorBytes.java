package org.swavstream.operators.swav;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorSource.PieceReader;
import org.swavstream.state.tensor.TensorSpec;

/**
 * Tensors as bytes and numbers of the Java heap: row-major, in the order of the host,
 * little-endian.
 */
@SuppressWarnings("try") // a scope works by being open
public final class TensorBytes {

    /** So few that libtorch copies them without other threads: half of its grain of 32,768. */
    private static final int PIECE_BYTES = 1 << 16;

    private TensorBytes() {}

    static TensorSpec spec(String name, Tensor tensor) {
        List<Long> shape = new ArrayList<>();
        for (long dimension = 0; dimension < tensor.dim(); dimension++) {
            shape.add(tensor.size(dimension));
        }
        return new TensorSpec(name, elementType(tensor.scalar_type()), shape);
    }

    /** Hands on the bytes of a tensor piece by piece, on the caller's thread alone. */
    static <E extends Exception> void read(Tensor tensor, PieceReader<E> reader) throws E {
        try (PointerScope scope = new PointerScope()) {
            Tensor host = tensor.detach().cpu();
            byte[] piece = new byte[(int) Math.min(PIECE_BYTES, host.nbytes())];
            if (host.is_contiguous()) {
                read(host, piece, reader);
                return;
            }
            long rowBytes = host.nbytes() / host.size(0);
            long rows = Math.max(1, PIECE_BYTES / rowBytes);
            for (long from = 0; from < host.size(0); from += rows) {
                readRows(host, from, Math.min(rows, host.size(0) - from), piece, reader);
            }
        }
    }

    private static <E extends Exception> void readRows(
            Tensor host, long from, long count, byte[] piece, PieceReader<E> reader) throws E {
        try (PointerScope scope = new PointerScope()) {
            read(host.narrow(0, from, count).contiguous(), piece, reader);
        }
    }

    private static <E extends Exception> void read(
            Tensor contiguous, byte[] piece, PieceReader<E> reader) throws E {
        BytePointer bytes = pointer(contiguous);
        for (long at = 0; at < bytes.capacity(); at += piece.length) {
            int length = (int) Math.min(piece.length, bytes.capacity() - at);
            bytes.position(at).get(piece, 0, length);
            reader.piece(piece, length);
        }
    }

    static byte[] read(Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.nbytes()));
        read(tensor, (piece, length) -> bytes.put(piece, 0, length));
        return bytes.array();
    }

    /** Copies bytes as {@link #read} gives them into a tensor of the same shape and type. */
    static void write(byte[] bytes, Tensor target) {
        try (PointerScope scope = new PointerScope()) {
            Tensor rows =
                    torch.empty(target.sizes(), new TensorOptions(target.scalar_type()), null);
            pointer(rows).put(bytes);
            target.copy_(rows);
        }
    }

    static float[] floats(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor rows = tensor.detach().cpu().to(ScalarType.Float).contiguous();
            float[] values = new float[Math.toIntExact(rows.numel())];
            rows.data_ptr_float().get(values);
            return values;
        }
    }

    static long[] longs(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor rows = tensor.detach().cpu().contiguous();
            long[] values = new long[Math.toIntExact(rows.numel())];
            rows.data_ptr_long().get(values);
            return values;
        }
    }

    /** A float32 tensor on the CPU, of the caller's scope. */
    static Tensor tensor(float[] values, long... shape) {
        Tensor rows = torch.empty(shape, new TensorOptions(ScalarType.Float), null);
        rows.data_ptr_float().put(values, 0, values.length);
        return rows;
    }

    /** An int64 tensor [n] on the CPU, of the caller's scope. */
    static Tensor tensor(long... values) {
        Tensor rows =
                torch.empty(new long[] {values.length}, new TensorOptions(ScalarType.Long), null);
        rows.data_ptr_long().put(values, 0, values.length);
        return rows;
    }

    /** The same of ints. */
    static Tensor tensor(int[] values) {
        return tensor(Arrays.stream(values).asLongStream().toArray());
    }

    /** The values of a tensor of any floating-point type, row-major. */
    public static double[] doubles(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor rows = tensor.detach().cpu().to(ScalarType.Double).contiguous();
            double[] values = new double[Math.toIntExact(rows.numel())];
            rows.data_ptr_double().get(values);
            return values;
        }
    }

    static BytePointer pointer(Tensor rows) {
        return new BytePointer(rows.data_ptr()).capacity(rows.nbytes());
    }

    private static ElementType elementType(ScalarType type) {
        return switch (type.intern()) { // native enums arrive as copies
            case Float -> ElementType.F32;
            case Double -> ElementType.F64;
            case Long -> ElementType.I64;
            default -> throw new IllegalStateException("no state holds tensors of type " + type);
        };
    }
}
