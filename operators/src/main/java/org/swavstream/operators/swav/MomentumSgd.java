package org.swavstream.operators.swav;

import java.util.Collection;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Stochastic gradient descent with momentum, each group of parameters at a learning rate of its
 * own.
 *
 * <p>Owns: their momentum in native memory; released by {@link #close}. The parameters belong to
 * the caller, and outlive it.
 */
@SuppressWarnings("try") // a scope works by being open
final class MomentumSgd implements AutoCloseable {

    /**
     * Parameters with one learning rate.
     *
     * @param rate its base, which a schedule's factor multiplies
     */
    record Group(Collection<Tensor> parameters, double rate) {

        private TensorVector vector() {
            return new TensorVector(parameters.toArray(Tensor[]::new));
        }
    }

    private final List<Group> groups;
    private final SGD sgd;

    /**
     * @param momentum share of the last update that is kept, 0 to below 1
     * @param weightDecay factor of the L2 penalty, from 0
     * @param groups at least one
     */
    MomentumSgd(double momentum, double weightDecay, List<Group> groups) {
        this.groups = List.copyOf(groups);
        try (PointerScope scope = new PointerScope()) {
            SGDOptions options = new SGDOptions(0);
            options.momentum().put(momentum);
            options.weight_decay().put(weightDecay);
            this.sgd = new SGD(groups.get(0).vector(), options);
            for (Group group : groups.subList(1, groups.size())) {
                sgd.add_param_group(new OptimizerParamGroup(group.vector()));
            }
            sgd.retainReference();
        }
    }

    /**
     * Makes a step; what it allocates belongs to the caller's scope.
     *
     * @param loss a scalar that depends on all parameters
     * @param factor of the groups' rates
     * @return the loss
     * @throws DivergedException if the loss is not finite; then nothing has changed
     */
    double step(Tensor loss, double factor) {
        double value = loss.item_double();
        if (!Double.isFinite(value)) {
            throw new DivergedException("the loss is " + value);
        }
        loss.backward();
        for (int i = 0; i < groups.size(); i++) {
            sgd.param_groups().get(i).options().set_lr(factor * groups.get(i).rate());
        }
        sgd.step();
        sgd.zero_grad();
        return value;
    }

    @Override
    public void close() {
        sgd.close();
    }
}
