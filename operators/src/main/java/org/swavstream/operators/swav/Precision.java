package org.swavstream.operators.swav;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The numbers that a learner computes with. Parameters, momentum, queue, codes and loss are never
 * less than float32.
 */
public enum Precision {
    /** For training. */
    FLOAT32(ScalarType.Float, false),
    /**
     * For training on a GPU: in training, convolutions and linear layers multiply numbers of 16
     * bits and add in 32 (autocast), which leaves their outputs, and the gradients of their inputs,
     * 8 bits of mantissa.
     */
    BFLOAT16(ScalarType.Float, true),
    /**
     * For checks. In float32, rounding moves values near zero to the other side of a ReLU, and with
     * them whole gradients of small networks.
     */
    FLOAT64(ScalarType.Double, false);

    private final ScalarType type;
    private final boolean autocast;

    Precision(ScalarType type, boolean autocast) {
        this.type = type;
        this.autocast = autocast;
    }

    /** The type of what is kept: parameters, momentum, queue. */
    ScalarType type() {
        return type;
    }

    /** Whether layers multiply in bfloat16. */
    boolean autocast() {
        return autocast;
    }

    /** As the configuration writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
