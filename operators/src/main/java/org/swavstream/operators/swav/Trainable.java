package org.swavstream.operators.swav;

import org.bytedeco.pytorch.Tensor;

/**
 * A parameter in one step; three tensors of the same shape.
 *
 * @param parameter changed by the step
 * @param gradient of the loss with respect to it
 * @param momentum its running update, zero at first; changed by the step
 */
public record Trainable(Tensor parameter, Tensor gradient, Tensor momentum) {}
