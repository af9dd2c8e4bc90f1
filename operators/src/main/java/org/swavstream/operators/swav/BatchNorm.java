package org.swavstream.operators.swav;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation of the second dimension; all of its tensors but the last are [channels].
 *
 * @param weight γ
 * @param bias β
 * @param mean running mean, used outside training
 * @param variance running variance, used outside training
 * @param updates int64 scalar: how often the two were updated
 */
record BatchNorm(Tensor weight, Tensor bias, Tensor mean, Tensor variance, Tensor updates) {

    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;

    /** Normalises [n, channels, ...]. */
    Tensor forward(Tensor input, NormStatistics statistics) {
        return switch (statistics) {
            case RUNNING ->
                    normalize(input, new TensorOptional(mean), new TensorOptional(variance), false);
            case BATCH -> normalize(input, new TensorOptional(), new TensorOptional(), true);
            case BATCH_TRACKED -> {
                updates.add_(new Scalar(1L));
                yield normalize(
                        input, new TensorOptional(mean), new TensorOptional(variance), true);
            }
        };
    }

    private Tensor normalize(
            Tensor input,
            TensorOptional runningMean,
            TensorOptional runningVariance,
            boolean byInput) {
        return torch.batch_norm(
                input,
                new TensorOptional(weight),
                new TensorOptional(bias),
                runningMean,
                runningVariance,
                byInput,
                MOMENTUM,
                EPSILON,
                true);
    }
}
