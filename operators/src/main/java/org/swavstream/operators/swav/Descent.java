package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Parameters that go down the gradient of a loss, each group at a learning rate of its own.
 *
 * <p>Owns: their momentum in native memory; released by {@link #close}. The parameters belong to
 * the caller, and outlive it.
 */
@SuppressWarnings("try") // a scope works by being open
final class Descent implements AutoCloseable {

    /**
     * Parameters with one learning rate.
     *
     * @param parameters by name; a name is in one group only
     * @param rate its base, which a schedule's factor multiplies
     */
    record Group(Map<String, Tensor> parameters, double rate) {}

    private final Sgd sgd;
    private final List<Group> groups;
    private final TensorStore momentum = new TensorStore();

    Descent(Sgd sgd, List<Group> groups) {
        this.sgd = sgd;
        this.groups = List.copyOf(groups);
        try (PointerScope scope = new PointerScope()) {
            for (Group group : groups) {
                group.parameters()
                        .forEach(
                                (name, parameter) ->
                                        momentum.add(name, torch.zeros_like(parameter.detach())));
            }
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
        TensorVector gradients = torch.grad(new TensorVector(loss), inputs());
        long next = 0;
        for (Group group : groups) {
            sgd.step(trainables(group, gradients, next), factor * group.rate());
            next += group.parameters().size();
        }
        return value;
    }

    private TensorVector inputs() {
        TensorVector inputs = new TensorVector();
        groups.forEach(group -> group.parameters().values().forEach(inputs::push_back));
        return inputs;
    }

    private List<Trainable> trainables(Group group, TensorVector gradients, long first) {
        List<Trainable> trainables = new ArrayList<>();
        group.parameters()
                .forEach(
                        (name, parameter) ->
                                trainables.add(
                                        new Trainable(
                                                parameter,
                                                gradients.get(first + trainables.size()),
                                                momentum.get(name))));
        return trainables;
    }

    @Override
    public void close() {
        momentum.close();
    }
}
