package org.swavstream.operators.swav;

import java.io.IOException;
import java.util.List;
import org.swavstream.state.tensor.SavedTensors;

/**
 * A model that learns, batch by batch.
 *
 * <p>Lifecycle: made by a {@link LearnerFactory} with first parameters, restored if there is
 * something to restore; then {@link #train}, {@link #embed} and {@link #beginCopy} in any order,
 * one at a time. Design constraint: the settings, the learned state and the samples decide the next
 * step to the bit.
 */
public interface Learner extends AutoCloseable {

    /** The smallest batch that batch norms and codes can be computed from. */
    int MIN_BATCH = 2;

    /**
     * Gathers the samples of a batch. It may be called by another thread while a step is made.
     *
     * @param samples in an order that is part of the result; of each all views, as 8-bit RGB, group
     *     after group
     * @return the batch, which the caller closes
     */
    PreparedBatch prepare(List<byte[]> samples);

    /**
     * Makes one step.
     *
     * @param step its number, from 0: it decides the learning rate, whether the prototypes are
     *     frozen and whether the queue is used
     * @param batch of at least {@value #MIN_BATCH} samples, which this learner has prepared
     * @throws NonFiniteStepException if the loss, a gradient or a parameter's norm is not finite;
     *     then nothing is changed
     */
    StepResult train(long step, PreparedBatch batch);

    /** Makes one step on samples that are prepared for it. */
    default StepResult train(long step, List<byte[]> samples) {
        try (PreparedBatch batch = prepare(samples)) {
            return train(step, batch);
        }
    }

    /**
     * What the network makes of images, in evaluation mode. Changes nothing.
     *
     * @param images 8-bit RGB, side × side × 3 bytes each
     * @param side their width and height in pixels
     */
    Embeddings embed(List<byte[]> images, int side);

    /** What is learned so far; to be read between two steps. */
    LearnedState state();

    /**
     * Begins a copy of what is learned so far, in the host's memory, in the place of the last one.
     */
    void beginCopy();

    /**
     * Completes the copy that was begun last. Another thread may do it while a step is made; that
     * step changes nothing before it is copied.
     *
     * @return the copy, which another thread can read while this learner goes on, until the next is
     *     begun or the learner closed
     */
    LearnedState completeCopy();

    /**
     * Puts back what {@link LearnedState#weights} gave.
     *
     * @throws IllegalArgumentException naming what is unknown, missing or of another shape or type;
     *     then nothing is changed
     * @throws IOException if a tensor cannot be read; then this learner is of no use
     */
    void restoreWeights(SavedTensors saved) throws IOException;

    /**
     * Puts back what {@link LearnedState#prototypes} gave.
     *
     * @throws IllegalArgumentException as for {@link #restoreWeights}
     * @throws IOException as for {@link #restoreWeights}
     */
    void restorePrototypes(SavedTensors saved) throws IOException;

    /**
     * Puts back what {@link LearnedState#momentum} gave.
     *
     * @throws IllegalArgumentException as for {@link #restoreWeights}
     * @throws IOException as for {@link #restoreWeights}
     */
    void restoreMomentum(SavedTensors saved) throws IOException;

    /**
     * Puts back rows that {@link LearnedState#queueRows} gave.
     *
     * @param crop index of the assignment crop, from 0
     * @param from first row of the ring
     * @param rows whole rows
     */
    void restoreQueueRows(int crop, int from, byte[] rows);

    /** Puts back the position of the queue: the number of rows ever inserted for each crop. */
    void restoreQueueInserted(long inserted);

    @Override
    void close();
}
