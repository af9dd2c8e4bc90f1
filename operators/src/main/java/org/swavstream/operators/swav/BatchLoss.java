package org.swavstream.operators.swav;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What a batch gave, beside the gradients that it left in the parameters' buffers.
 *
 * @param loss Eq. (6), a finite number
 * @param features z of each assignment crop, [batch, D], without gradient
 * @param codes of each assignment crop, [batch, K]
 */
record BatchLoss(double loss, List<Tensor> features, List<Tensor> codes) {}
