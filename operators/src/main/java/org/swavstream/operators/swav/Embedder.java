package org.swavstream.operators.swav;

import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
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
    private final Placement placement;

    Embedder(SwavModel model, ModelSettings settings, Placement placement) {
        this.model = model;
        this.settings = settings;
        this.placement = placement;
    }

    /**
     * Goes through images, as many at a time as a network should have at once.
     *
     * @param side their width and height in pixels
     * @param action takes a chunk, and the place of its first image
     */
    static void inChunks(List<byte[]> images, int side, ObjIntConsumer<List<byte[]>> action) {
        int chunk = Math.max(1, CHUNK_PIXELS / (side * side));
        for (int from = 0; from < images.size(); from += chunk) {
            action.accept(images.subList(from, Math.min(images.size(), from + chunk)), from);
        }
    }

    Embeddings embed(List<byte[]> images, int side) {
        List<CropGroup> whole = List.of(new CropGroup(1, side));
        Embeddings embeddings = empty(images.size());
        inChunks(
                images,
                side,
                (part, from) ->
                        embed(() -> ViewBatch.of(part, whole, placement), embeddings, from));
        return embeddings;
    }

    Embeddings embedNormalized(float[] images, int side) {
        List<CropGroup> whole = List.of(new CropGroup(1, side));
        Embeddings embeddings = empty(images.length / whole.get(0).bytes());
        embed(() -> ViewBatch.ofNormalized(List.of(images), whole, placement), embeddings, 0);
        return embeddings;
    }

    private Embeddings empty(int count) {
        return new Embeddings(
                FeatureMatrix.zeros(count, settings.trunk().features()),
                FeatureMatrix.zeros(count, settings.prototypes()));
    }

    private void embed(Supplier<List<Tensor>> images, Embeddings embeddings, int from) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            Tensor pooled = model.trunk(images.get().get(0), NormStatistics.RUNNING);
            Tensor z = model.project(pooled, NormStatistics.RUNNING);
            Tensor scores = z.matmul(torch.normalize(model.prototypes()).t());
            embeddings.features().put(from, TensorBytes.floats(pooled));
            embeddings.scores().put(from, TensorBytes.floats(scores));
        }
    }
}
