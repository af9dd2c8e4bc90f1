package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The swapped prediction problem over several crops, Eq. (6).
 *
 * <p>Owns: what codes are computed in, in native memory; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
public final class SwavLoss implements AutoCloseable {

    private static final long PROTOTYPES = 1;

    private final LossSettings settings;
    private final int views;
    private final Sinkhorn sinkhorn;
    private final Scratch earlierBuffer = new Scratch();
    private final List<Scratch> codeBuffers;

    /**
     * @param settings what is predicted
     * @param views number of views V + 2 of each sample
     */
    public SwavLoss(LossSettings settings, int views) {
        this.settings = settings;
        this.views = views;
        this.sinkhorn = new Sinkhorn(settings.epsilon(), settings.sinkhornIterations());
        this.codeBuffers = settings.assignmentCrops().stream().map(crop -> new Scratch()).toList();
    }

    /**
     * Codes q of the assignment crops, without gradient. Scores are cosines: z and C have unit
     * rows.
     *
     * @param scores zᵀ·C of the whole batch for each assignment crop, [batch, K]
     * @param earlierScores zᵀ·C of earlier samples for each assignment crop, [queue, K]; empty if
     *     the batch is alone
     * @return for each assignment crop [batch, K]; valid until the next call
     */
    public List<Tensor> codes(List<Tensor> scores, List<Tensor> earlierScores) {
        try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
            List<Tensor> codes = new ArrayList<>();
            for (int index = 0; index < scores.size(); index++) {
                Tensor own = scores.get(index);
                Tensor earlier =
                        earlierScores.isEmpty() ? own.narrow(0, 0, 0) : earlierScores.get(index);
                Tensor work = earlierBuffer.like(earlier);
                Tensor target = codeBuffers.get(index).like(own);
                codes.add(sinkhorn.codesOfCosines(earlier, own, work, target));
            }
            return codes;
        }
    }

    /**
     * Eq. (6), as a mean: over the assignment crops i, the other views v and the samples.
     *
     * @param scores zᵀ·C of all views, [views · batch, K], view by view
     * @param codes of {@link #codes}
     * @return a scalar, with gradient
     */
    public Tensor loss(Tensor scores, List<Tensor> codes) {
        Tensor logP = logProbabilities(scores);
        TensorVector terms = new TensorVector();
        for (int index = 0; index < codes.size(); index++) {
            int i = settings.assignmentCrops().get(index);
            for (int v = 0; v < views; v++) {
                if (v != i) {
                    terms.push_back(crossEntropy(codes.get(index), view(logP, v)));
                }
            }
        }
        return torch.stack(terms).mean();
    }

    /** Eq. (2), right: log p, the softmax of zᵀ·C / τ. */
    private Tensor logProbabilities(Tensor scores) {
        return torch.log_softmax(scores.div(new Scalar(settings.temperature())), PROTOTYPES);
    }

    /** Eq. (2), left: ℓ(z, q) = − Σₖ qₖ · log pₖ, as the mean over the batch. */
    private static Tensor crossEntropy(Tensor code, Tensor logP) {
        return code.mul(logP).sum(PROTOTYPES).mean().neg();
    }

    /**
     * The rows of the assignment crops.
     *
     * @param rows of all views, [views · batch, any], view by view
     * @return for each assignment crop [batch, any]
     */
    public List<Tensor> assignmentViews(Tensor rows) {
        return settings.assignmentCrops().stream().map(crop -> view(rows, crop)).toList();
    }

    private Tensor view(Tensor rows, int view) {
        long batch = rows.size(0) / views;
        return rows.narrow(0, view * batch, batch);
    }

    @Override
    public void close() {
        earlierBuffer.close();
        codeBuffers.forEach(Scratch::close);
    }
}
