package org.swavstream.operators.swav;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A linear layer.
 *
 * @param weight [out, in]
 * @param bias [out]
 */
record Linear(Tensor weight, Tensor bias) {

    /** [n, in] → [n, out]. */
    Tensor forward(Tensor input) {
        return torch.linear(input, weight, bias);
    }
}
