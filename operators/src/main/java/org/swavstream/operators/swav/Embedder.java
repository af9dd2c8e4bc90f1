package org.swavstream.operators.swav;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.swavstream.operators.sample.CropGroup;

/** Embeds images with a model in evaluation mode, a chunk at a time. */
@SuppressWarnings("try") // a scope works by being open
final class Embedder {

    // Bounds the memory of a chunk: 1,024 images of 32 pixels or 20 of 224.
    private static final int CHUNK_PIXELS = 1 << 20;

    private final SwavModel model;
    private final ModelSettings settings;
    private final Device device;

    Embedder(SwavModel model, ModelSettings settings, Device device) {
        this.model = model;
        this.settings = settings;
        this.device = device;
    }

    Embeddings embed(List<byte[]> images, int side) {
        int count = images.size();
        int featureDim = settings.trunk().features();
        float[] features = new float[Math.multiplyExact(count, featureDim)];
        float[] scores = new float[Math.multiplyExact(count, settings.prototypes())];
        int chunk = Math.max(1, CHUNK_PIXELS / (side * side));
        for (int from = 0; from < count; from += chunk) {
            List<byte[]> part = images.subList(from, Math.min(count, from + chunk));
            embed(part, side, features, scores, from);
        }
        return new Embeddings(count, featureDim, features, settings.prototypes(), scores);
    }

    private void embed(List<byte[]> images, int side, float[] features, float[] scores, int from) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            List<CropGroup> whole = List.of(new CropGroup(1, side));
            Tensor pooled = model.trunk(ViewBatch.of(images, whole, device).get(0), false);
            Tensor z = model.project(pooled, false);
            copy(pooled, features, from);
            copy(z.matmul(torch.normalize(model.prototypes()).t()), scores, from);
        }
    }

    private static void copy(Tensor rows, float[] target, int fromRow) {
        float[] values = TensorBytes.floats(rows);
        System.arraycopy(values, 0, target, Math.toIntExact(fromRow * rows.size(1)), values.length);
    }
}
