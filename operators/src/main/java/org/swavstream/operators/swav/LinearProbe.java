package org.swavstream.operators.swav;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.swavstream.operators.natives.Devices;

/**
 * The linear classifier of the paper's main evaluation (eval_linear.py): trained on features of a
 * network that does not change.
 *
 * <p>Owns: its parameters and their momentum in native memory; released by {@link #close}. To be
 * used by one thread.
 */
@SuppressWarnings("try") // a scope works by being open
public final class LinearProbe implements AutoCloseable {

    /** Share of the last update that the next one keeps. */
    public static final double MOMENTUM = 0.9;

    private static final double FIRST_DEVIATION = 0.01;
    private static final int ROWS_AT_ONCE = 4096;

    private final Placement placement;
    private final Classifier classifier;
    private final MomentumSgd sgd;

    /**
     * An untrained classifier.
     *
     * @param features number of features
     * @param classes number of classes
     * @param weightDecay factor of the L2 penalty, from 0; 1e-6 in the paper
     * @param seed of its first weights
     */
    public LinearProbe(
            int features, int classes, double weightDecay, long seed, Devices.Choice device) {
        this.placement = new Placement(device.name(), Precision.FLOAT32);
        this.classifier = Classifier.normal(features, classes, FIRST_DEVIATION, placement, seed);
        this.sgd =
                new MomentumSgd(
                        MOMENTUM,
                        weightDecay,
                        List.of(new MomentumSgd.Group(classifier.parameters(), 1)));
    }

    /**
     * Makes a step.
     *
     * @param classes a class for each row of features, from 0
     * @param rate learning rate
     * @return the loss before the step
     * @throws DivergedException if the loss is not finite; then nothing has changed
     */
    public double train(FeatureMatrix features, int[] classes, double rate) {
        try (PointerScope scope = new PointerScope()) {
            Tensor rows = placement.place(features.tensor());
            return sgd.step(classifier.loss(rows, classes), rate);
        }
    }

    /**
     * Accuracy on features of known classes.
     *
     * @param classes a class for each row of features, from 0
     */
    public Accuracy test(FeatureTable features, int[] classes) {
        Accuracy accuracy = Accuracy.NONE;
        for (int from = 0; from < features.rows(); from += ROWS_AT_ONCE) {
            int to = Math.min(features.rows(), from + ROWS_AT_ONCE);
            accuracy = accuracy.plus(test(features, from, Arrays.copyOfRange(classes, from, to)));
        }
        return accuracy;
    }

    private Accuracy test(FeatureTable features, int from, int[] classes) {
        try (PointerScope scope = new PointerScope()) {
            return classifier.test(features.part(from, classes.length), classes);
        }
    }

    @Override
    public void close() {
        sgd.close();
        classifier.close();
    }
}
