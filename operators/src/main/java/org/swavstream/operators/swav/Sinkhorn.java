package org.swavstream.operators.swav;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
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

    /** A bag is what one thread sums up; their number does not depend on that of the threads. */
    private static final long ROWS_OF_A_BAG = 128;

    private static final long SUM = 0;
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
        Tensor nothing = scores.narrow(0, 0, 0);
        return codes(nothing, scores, nothing, torch.empty_like(scores));
    }

    /**
     * Codes of a batch among earlier samples, without gradient.
     *
     * @param earlier zᵀ·c of each earlier sample and prototype, [from 0, K]
     * @param own the same of the batch, [batch, K]
     * @param work is written, as large as {@code earlier}
     * @param codes becomes the codes of the batch, [batch, K]
     * @return {@code codes}
     */
    Tensor codes(Tensor earlier, Tensor own, Tensor work, Tensor codes) {
        try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
            Tensor extremes = extremes(earlier, own);
            Tensor largest = extremes.max();
            double range = largest.sub(extremes.min()).item_double() / epsilon;
            if (range > FLOAT32_EXPONENTS) {
                byLogarithms(earlier, own, codes);
            } else {
                byExponentials(earlier, own, largest, work, codes);
            }
            return codes;
        }
    }

    /**
     * The same for scores that are cosines: as none lies outside of −1 to 1, the smallest and the
     * largest need not be looked for, which takes a pass, and on a GPU lets the host wait.
     */
    Tensor codesOfCosines(Tensor earlier, Tensor own, Tensor work, Tensor codes) {
        if (2 / epsilon > FLOAT32_EXPONENTS) {
            return codes(earlier, own, work, codes);
        }
        try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
            byExponentials(earlier, own, own.new_ones(), work, codes);
            return codes;
        }
    }

    /** The smallest and the largest score of both. */
    private static Tensor extremes(Tensor earlier, Tensor own) {
        TensorVector extremes = new TensorVector();
        for (Tensor scores : List.of(earlier, own)) {
            if (scores.size(0) > 0) {
                T_TensorTensor_T found = torch.aminmax(scores);
                extremes.push_back(found.get0());
                extremes.push_back(found.get1());
            }
        }
        return torch.stack(extremes);
    }

    private void byExponentials(
            Tensor earlier, Tensor own, Tensor largest, Tensor work, Tensor codes) {
        exponentiate(earlier, largest, work);
        exponentiate(own, largest, codes);
        byFactors(work, codes);
    }

    /** exp((scores − largest) / ε), of which the codes are the same as without the largest. */
    private void exponentiate(Tensor scores, Tensor largest, Tensor target) {
        Scalar inverse = new Scalar(1 / epsilon);
        Tensor shift = largest.mul(inverse).neg_();
        torch.add_out(target, shift, scores, inverse).exp_();
    }

    /**
     * Q* = diag(u) · exp(scores / ε) · diag(v), Eq. (5): the matrix is only read by the iterations,
     * which change the factors u of the prototypes and v of the samples.
     *
     * @param past the rows of earlier samples
     * @param q the rows of the batch; they become its codes
     */
    private void byFactors(Tensor past, Tensor q) {
        Tensor u = prototypeFactors(past, ones(past), q, ones(q));
        for (int iteration = 1; iteration < iterations; iteration++) {
            u = prototypeFactors(past, sampleFactors(past, u), q, sampleFactors(q, u));
        }
        Tensor v = sampleFactors(q, u);
        q.mul_(u).mul_(v.unsqueeze(1));
    }

    private static Tensor ones(Tensor rows) {
        return torch.ones_like(rows.select(1, 0));
    }

    /** Eq. (4), prototypes: Q·1 ∝ 1. */
    private static Tensor prototypeFactors(Tensor past, Tensor pastV, Tensor q, Tensor v) {
        Tensor sums = weightedSum(q, v);
        return (past.size(0) > 0 ? sums.add_(weightedSum(past, pastV)) : sums).reciprocal_();
    }

    /** Σ over the rows b of v_b · row_b, [K]. */
    private static Tensor weightedSum(Tensor rows, Tensor v) {
        if (rows.is_cuda()) {
            return torch.mv(rows.t(), v);
        }
        // On a CPU, mv would share the columns out to the threads. Then each core's cache holds all
        // rows, and whichever core changes them in place next waits for the others' caches.
        Tensor bags =
                torch.embedding_bag(
                                rows,
                                every(1, rows),
                                every(ROWS_OF_A_BAG, rows),
                                false,
                                SUM,
                                false,
                                new TensorOptional(v),
                                false)
                        .get0();
        return bags.sum(SAMPLES);
    }

    /** 0, {@code step}, 2 · {@code step} and so on, below the number of {@code rows}. */
    private static Tensor every(long step, Tensor rows) {
        return torch.arange(
                new Scalar(0L),
                new Scalar(rows.size(0)),
                new Scalar(step),
                new TensorOptions(ScalarType.Long));
    }

    /** Eq. (4), samples: B·Qᵀ·1 = 1. */
    private static Tensor sampleFactors(Tensor q, Tensor u) {
        return torch.mv(q, u).reciprocal_();
    }

    /** The same, slower, for scores too far apart for float32: in float64, and never too far. */
    private void byLogarithms(Tensor earlier, Tensor own, Tensor codes) {
        Tensor all = torch.cat(new TensorVector(earlier, own));
        Tensor logQ = all.to(ScalarType.Double).div(new Scalar(epsilon));
        for (int iteration = 0; iteration < iterations; iteration++) {
            logQ.sub_(torch.logsumexp(logQ, SAMPLES, true));
            logQ.sub_(torch.logsumexp(logQ, PROTOTYPES, true));
        }
        codes.copy_(logQ.narrow(0, earlier.size(0), own.size(0)).exp_());
    }

    /**
     * Mean entropy of the codes of all samples, as in {@link #entropy}.
     *
     * @param scores as in {@link #codes(Tensor)}, on the Java heap
     */
    public double codeEntropy(FeatureMatrix scores) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            return entropy(codes(scores.tensor()));
        }
    }

    /**
     * Mean entropy of codes [B, K], in nats: 0 if each is one prototype, ln K if all are uniform.
     */
    static double entropy(Tensor codes) {
        return -torch.xlogy(codes, codes).sum().item_double() / codes.size(0);
    }
}
