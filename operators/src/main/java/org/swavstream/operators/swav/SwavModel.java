package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Trunk, projection head and prototypes.
 *
 * <p>Owns: their tensors in native memory; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
final class SwavModel implements AutoCloseable {

    private static final String PROTOTYPES = "prototypes";

    private final TensorStore weights = new TensorStore();
    private final TensorStore prototypeStore = new TensorStore();
    private final Placement placement;
    private final Trunk trunk;
    private final ProjectionHead head;
    private final Tensor prototypes;

    SwavModel(ModelSettings settings, Placement placement, long seed) {
        this.placement = placement;
        try (Unfinished made = new Unfinished();
                PointerScope scope = new PointerScope()) {
            made.add(this, SwavModel::close);
            LayerFactory layers = new LayerFactory(weights, placement, seed);
            this.trunk = new Trunk(settings.trunk(), layers);
            this.head = new ProjectionHead(settings, layers);
            this.prototypes =
                    layers.into(prototypeStore)
                            .matrix(PROTOTYPES, settings.featureDim(), settings.prototypes());
            made.finish();
        }
    }

    /** Everything but the prototypes, statistics included. */
    TensorStore weights() {
        return weights;
    }

    /** The prototypes alone. */
    TensorStore prototypeStore() {
        return prototypeStore;
    }

    /** The prototypes c as rows [K, D]; of unit length after {@link #normalizePrototypes}. */
    Tensor prototypes() {
        return prototypes;
    }

    /** What gradients are taken of, by name. */
    Map<String, Tensor> parameters(boolean withPrototypes) {
        Map<String, Tensor> parameters = weights.trainable();
        if (withPrototypes) {
            prototypeStore.forEach(parameters::put);
        }
        return parameters;
    }

    /**
     * What a forward pass in training changes: batch norm statistics, and the prototypes' length.
     */
    List<Tensor> changedByForward() {
        List<Tensor> changed = new ArrayList<>();
        weights.forEach(
                (name, tensor) -> {
                    if (!tensor.requires_grad()) {
                        changed.add(tensor);
                    }
                });
        changed.add(prototypes);
        return changed;
    }

    /** Puts the prototypes back on the unit sphere. */
    void normalizePrototypes() {
        try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
            prototypes.copy_(torch.normalize(prototypes));
        }
    }

    /** Normalised images [n, 3, side, side] → trunk features [n, features]. */
    Tensor trunk(Tensor images, NormStatistics statistics) {
        return trunk.forward(images, statistics);
    }

    /** Trunk features [n, features] → features z on the unit sphere [n, D]. */
    Tensor project(Tensor trunkFeatures, NormStatistics statistics) {
        Tensor projections = head.forward(trunkFeatures, statistics);
        return torch.normalize(projections.to(placement.precision().type()));
    }

    /**
     * Features z of all views: one pass of the trunk for each resolution, so that its batch norms
     * see one resolution at a time, then one of the head for all. This is where bfloat16 is used.
     *
     * @param groups for each resolution [views · batch, 3, side, side]
     * @return [all views · batch, D], view by view
     */
    Tensor features(List<Tensor> groups, NormStatistics statistics) {
        try (Autocast autocast = new Autocast(placement)) {
            TensorVector pooled = new TensorVector();
            groups.forEach(images -> pooled.push_back(trunk(images, statistics)));
            return project(torch.cat(pooled), statistics);
        }
    }

    /** Features z [n, D] → their scores zᵀ·C with the prototypes, [n, K]. */
    Tensor scores(Tensor features) {
        return features.matmul(prototypes.t());
    }

    @Override
    public void close() {
        weights.close();
        prototypeStore.close();
    }
}
