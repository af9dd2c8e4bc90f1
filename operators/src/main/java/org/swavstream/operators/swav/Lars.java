package org.swavstream.operators.swav;

import java.util.Collection;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * LARS around stochastic gradient descent with momentum (You et al. 2017), in the form of the
 * reference:
 *
 * <pre>
 * a = trust · |p| / (|g| + decay · |p| + 1e-8)
 * m ← momentum · m + a · (g + decay · p)
 * p ← p − rate · m
 * </pre>
 *
 * <p>Where |p| or |g| is zero, a is 1 and the decay 0.
 */
@SuppressWarnings("try") // a scope works by being open
public final class Lars {

    private static final double EPSILON = 1e-8;

    private final OptimizerSettings settings;

    public Lars(OptimizerSettings settings) {
        this.settings = settings;
    }

    /**
     * Changes parameters and their momentum.
     *
     * @param buffers that hold them
     * @param names of those that have a gradient; others do not move and do not decay
     * @param rate the learning rate, from 0
     * @throws DivergedException if the norm of a gradient or a parameter is not finite; then
     *     nothing is changed
     */
    public void step(ParameterBuffers buffers, Collection<String> names, double rate) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            double[] parameterNorms = buffers.parameterNorms(names);
            double[] gradientNorms = buffers.gradientNorms(names);
            requireFinite("gradient", gradientNorms);
            requireFinite("parameter", parameterNorms);
            List<Trainable> trainables = buffers.flat(names);
            Scalar step = new Scalar(-rate);
            for (int index = 0; index < trainables.size(); index++) {
                Trainable trainable = trainables.get(index);
                updateMomentum(trainable, parameterNorms[index], gradientNorms[index]);
                trainable.parameter().add_(trainable.momentum(), step);
            }
        }
    }

    private static void requireFinite(String what, double[] norms) {
        for (double norm : norms) {
            if (!Double.isFinite(norm)) {
                throw new DivergedException("a %s has the norm %s".formatted(what, norm));
            }
        }
    }

    private void updateMomentum(Trainable trainable, double parameterNorm, double gradientNorm) {
        if (parameterNorm == 0 || gradientNorm == 0) {
            addGradient(trainable, 1);
        } else {
            double decay = settings.weightDecay();
            double trust =
                    settings.trustCoefficient()
                            * parameterNorm
                            / (gradientNorm + decay * parameterNorm + EPSILON);
            addGradient(trainable, trust);
            trainable.momentum().add_(trainable.parameter(), new Scalar(trust * decay));
        }
    }

    /** As an outer product with 1, which is the operation that scales both in one pass. */
    private void addGradient(Trainable trainable, double factor) {
        Tensor column = trainable.momentum().unsqueeze(1);
        Tensor one = trainable.gradient().new_ones(1);
        Scalar kept = new Scalar(settings.momentum());
        column.addr_(trainable.gradient(), one, kept, new Scalar(factor));
    }
}
