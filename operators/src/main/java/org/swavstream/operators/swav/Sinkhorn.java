package org.swavstream.operators.swav;

import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Codes from scores: the Sinkhorn-Knopp algorithm for Prob. (3) over the polytope of Eq. (4).
 *
 * <p>As in the reference, the constraint on the samples is the last to be met: each code sums to 1,
 * while the prototypes share the samples only approximately.
 */
@SuppressWarnings("try") // a scope works by being open
public final class Sinkhorn {

    // e^±70 and sums of a million such numbers stay within the range of float32.
    private static final double FLOAT32_EXPONENTS = 70;

    private static final long[] SAMPLES = {0};
    private static final long[] PROTOTYPES = {1};

    private final double epsilon;
    private final int iterations;

    /**
     * @param epsilon ε of Eq. (3), above 0
     * @param iterations from 1
     */
    public Sinkhorn(double epsilon, int iterations) {
        this.epsilon = epsilon;
        this.iterations = iterations;
    }

    /**
     * Codes of all samples, without gradient; they belong to the caller's pointer scope.
     *
     * @param scores zᵀ·c of each sample and prototype, [B, K]
     * @return B times Q* of Eq. (5), a row for each sample, [B, K]
     */
    public Tensor codes(Tensor scores) {
        try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
            Tensor largest = scores.max();
            double range = largest.sub(scores.min()).item_double() / epsilon;
            return range > FLOAT32_EXPONENTS
                    ? byLogarithms(scores)
                    : byFactors(scores.sub(largest)); // of which the codes are the same
        }
    }

    private Tensor byFactors(Tensor scores) {
        Tensor q = scores.div(new Scalar(epsilon)).exp_();
        Tensor transposed = q.t();
        Tensor v = torch.ones_like(q.select(1, 0));
        Tensor u = v;
        for (int iteration = 0; iteration < iterations; iteration++) {
            u = torch.mv(transposed, v).reciprocal_(); // Eq. (4), prototypes: Q·1 ∝ 1
            v = torch.mv(q, u).reciprocal_(); // Eq. (4), samples: B·Qᵀ·1 = 1
        }
        return q.mul_(u).mul_(v.unsqueeze(1)); // Eq. (5)
    }

    /** The same, slower, for scores too far apart for float32: in float64, and never too far. */
    private Tensor byLogarithms(Tensor scores) {
        Tensor logQ = scores.to(ScalarType.Double).div(new Scalar(epsilon));
        for (int iteration = 0; iteration < iterations; iteration++) {
            logQ.sub_(torch.logsumexp(logQ, SAMPLES, true));
            logQ.sub_(torch.logsumexp(logQ, PROTOTYPES, true));
        }
        return logQ.exp_().to(scores.scalar_type());
    }

    /**
     * Mean entropy of codes [B, K], in nats: 0 if each is one prototype, ln K if all are uniform.
     */
    public static double entropy(Tensor codes) {
        return -torch.xlogy(codes, codes).sum().item_double() / codes.size(0);
    }
}
