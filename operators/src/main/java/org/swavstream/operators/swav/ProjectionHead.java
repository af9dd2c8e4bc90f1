package org.swavstream.operators.swav;

import org.bytedeco.pytorch.Tensor;

/** The two-layer network between the trunk and the unit sphere. */
final class ProjectionHead {

    private final Linear hidden;
    private final BatchNorm norm;
    private final Linear output;

    ProjectionHead(ModelSettings settings, LayerFactory layers) {
        int width = settings.headHidden();
        this.hidden = layers.linear("projection_head.0", settings.trunk().features(), width);
        this.norm = layers.batchNorm("projection_head.1", width);
        this.output = layers.linear("projection_head.3", width, settings.featureDim());
    }

    /** Trunk features [n, features] → projections [n, D], not yet of unit length. */
    Tensor forward(Tensor features, NormStatistics statistics) {
        return output.forward(norm.forward(hidden.forward(features), statistics).relu_());
    }
}
