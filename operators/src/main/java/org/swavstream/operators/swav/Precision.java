package org.swavstream.operators.swav;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The numbers that a learner computes with. */
public enum Precision {
    /** For training. */
    FLOAT32(ScalarType.Float),
    /**
     * For checks. In float32, rounding moves values near zero to the other side of a ReLU, and with
     * them whole gradients of small networks.
     */
    FLOAT64(ScalarType.Double);

    private final ScalarType type;

    Precision(ScalarType type) {
        this.type = type;
    }

    ScalarType type() {
        return type;
    }
}
