package org.swavstream.operators.swav;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * What a batch asks of the parameters.
 *
 * @param loss Eq. (6), a finite number
 * @param gradients of the loss, by the parameter's name; frozen parameters have none
 * @param features z of each assignment crop, [batch, D], without gradient
 * @param codes of each assignment crop, [batch, K]
 */
record BatchGradient(
        double loss, Map<String, Tensor> gradients, List<Tensor> features, List<Tensor> codes) {}
