package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * A batch in native memory of the host.
 *
 * <p>Owns: its tensors; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
final class NativeBatch implements PreparedBatch {

    private final List<Tensor> memory = new ArrayList<>();
    private final List<MicroBatch> parts;

    /**
     * @param samples of each all views, as 8-bit RGB, group after group
     */
    NativeBatch(List<byte[]> samples, SwavSettings settings, Placement placement) {
        try {
            this.parts =
                    MicroBatch.of(
                            samples.size(),
                            settings.compute().microBatch(),
                            (from, to) -> gather(samples.subList(from, to), settings, placement));
        } catch (RuntimeException | OutOfMemoryError e) {
            close();
            throw e;
        }
    }

    private Supplier<List<Tensor>> gather(
            List<byte[]> samples, SwavSettings settings, Placement placement) {
        List<Tensor> gathered = new ArrayList<>();
        try (PointerScope scope = new PointerScope()) {
            ViewBatch.gather(samples, settings.resolutions(), placement)
                    .forEach(bytes -> gathered.add(bytes.retainReference()));
        }
        memory.addAll(gathered);
        return () -> ViewBatch.normalize(gathered, settings.resolutions(), placement);
    }

    List<MicroBatch> parts() {
        return parts;
    }

    @Override
    public void close() {
        memory.forEach(Tensor::close);
    }
}
