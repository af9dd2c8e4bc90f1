package org.swavstream.operators.swav;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Stochastic gradient descent with momentum, as PyTorch has it:
 *
 * <pre>
 * m ← momentum · m + g + decay · p
 * p ← p − rate · m
 * </pre>
 *
 * @param momentum share of the last update that is kept, 0 to below 1
 * @param weightDecay factor of the L2 penalty, from 0
 */
@SuppressWarnings("try") // a scope works by being open
record Sgd(double momentum, double weightDecay) {

    /** Changes all parameters and their momentum. */
    void step(List<Trainable> trainables, double rate) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            trainables.forEach(trainable -> update(trainable, rate));
        }
    }

    private void update(Trainable trainable, double rate) {
        Tensor parameter = trainable.parameter();
        Tensor update = trainable.momentum().mul_(new Scalar(momentum));
        update.add_(trainable.gradient());
        update.add_(parameter, new Scalar(weightDecay));
        parameter.add_(update, new Scalar(-rate));
    }
}
