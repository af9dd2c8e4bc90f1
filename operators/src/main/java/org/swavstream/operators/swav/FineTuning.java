package org.swavstream.operators.swav;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Training of a whole network with labels, from a trunk that was pretrained without (the paper's
 * semi-supervised evaluation, eval_semisup.py): a linear layer on top, and stochastic gradient
 * descent with momentum and no weight decay on all of it.
 *
 * <p>Owns: the linear layer and the momentum in native memory; released by {@link #close}. The
 * trunk, which it changes, is the caller's. To be used by one thread.
 */
@SuppressWarnings("try") // a scope works by being open
public final class FineTuning implements AutoCloseable {

    /** Share of the last update that the next one keeps. */
    public static final double MOMENTUM = 0.9;

    private final TrunkModel trunk;
    private final Classifier head;
    private final MomentumSgd sgd;

    /**
     * @param trunk is changed by {@link #train}
     * @param classes number of classes
     * @param trunkRate learning rate of the trunk
     * @param headRate learning rate of the linear layer
     * @param seed of the linear layer's first weights
     */
    public FineTuning(TrunkModel trunk, int classes, double trunkRate, double headRate, long seed) {
        this.trunk = trunk;
        this.head =
                Classifier.uniform(trunk.settings().features(), classes, trunk.placement(), seed);
        this.sgd =
                new MomentumSgd(
                        MOMENTUM,
                        0,
                        List.of(
                                new MomentumSgd.Group(trunk.parameters(), trunkRate),
                                new MomentumSgd.Group(head.parameters(), headRate)));
    }

    /**
     * Makes a step.
     *
     * @param images at least {@link Learner#MIN_BATCH}; 8-bit RGB, side × side × 3 bytes each
     * @param side their width and height in pixels
     * @param classes the images' classes, from 0
     * @param factor of both learning rates
     * @return the loss before the step
     * @throws DivergedException if the loss is not finite; then only batch norm statistics have
     *     changed
     */
    public double train(List<byte[]> images, int side, int[] classes, double factor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor features = trunk.forward(images, side, NormStatistics.BATCH_TRACKED);
            return sgd.step(head.loss(features, classes), factor);
        }
    }

    /** Accuracy in evaluation mode, on images as {@link #train} takes them. */
    public Accuracy test(List<byte[]> images, int side, int[] classes) {
        try (PointerScope scope = new PointerScope()) {
            return head.test(trunk.features(images, side).tensor(), classes);
        }
    }

    @Override
    public void close() {
        sgd.close();
        head.close();
    }
}
