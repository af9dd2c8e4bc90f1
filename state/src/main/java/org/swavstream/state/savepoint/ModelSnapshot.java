package org.swavstream.state.savepoint;

import java.util.Optional;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.swavstream.state.checkpoint.ModelDigest;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.checkpoint.QueueState;
import org.swavstream.state.checkpoint.StoredModel;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.tensor.TensorSpec;

/**
 * What a savepoint holds of one model. Readable until another model of the same {@link Savepoint}
 * is asked for, or the savepoint is closed.
 */
public final class ModelSnapshot {

    private final String path;
    private final String model;
    private final ProgressState progress;
    private final StoredModel tensors;
    private final QueueState queue;

    /**
     * @param store of its keyed state
     * @param tensors of the model
     */
    ModelSnapshot(String path, String model, KeyedStateStore store, StoredModel tensors) {
        this.path = path;
        this.model = model;
        this.progress = new ProgressState(store);
        this.tensors = tensors;
        this.queue = new QueueState(store);
    }

    /** The model's key. */
    public String model() {
        return model;
    }

    /** How far its training had come. */
    public TrainingProgress progress() throws SavepointException {
        return SavepointException.wrapping(path, progress::read);
    }

    /** Parameters of trunk and head, and the statistics of their batch norms. */
    public SavepointTensors weights() {
        return new SavepointTensors(path, tensors.weights());
    }

    /** The optimiser's momentum of every parameter. */
    public SavepointTensors momentum() {
        return new SavepointTensors(path, tensors.momentum());
    }

    /** The prototypes. */
    public SavepointTensors prototypes() {
        return new SavepointTensors(path, tensors.prototypes());
    }

    /**
     * The feature queue with all its rows, in memory.
     *
     * @throws SavepointException if it is damaged, or a part of it is missing
     */
    public QueueSnapshot queue() throws SavepointException {
        return SavepointException.wrapping(path, this::readQueue);
    }

    private QueueSnapshot readQueue() throws Exception {
        QueueSnapshot rows = new QueueSnapshot(queue.index());
        queue.read(rows);
        return rows;
    }

    /**
     * How the features in the queue share the prototypes; empty if the queue holds nothing.
     *
     * @throws SavepointException if something is damaged, or a part of it is missing
     */
    public Optional<PrototypeUse> prototypeUse() throws SavepointException {
        SavepointTensors stored = prototypes();
        return PrototypeUse.of(stored.read(stored.specs().get(0)), queue());
    }

    /**
     * SHA-256 over weights, momentum, prototypes and queue: the {@code weights_digest} that the job
     * reported for this state. Holds one tensor at a time.
     *
     * @throws SavepointException if something is damaged, or a part of it is missing
     */
    public String weightsDigest() throws SavepointException {
        ModelDigest digest = new ModelDigest();
        add(weights(), digest);
        add(momentum(), digest);
        add(prototypes(), digest);
        QueueSnapshot rows = queue();
        return digest.queue(rows.index(), rows).hex();
    }

    private static void add(SavepointTensors tensors, ModelDigest digest)
            throws SavepointException {
        for (TensorSpec spec : tensors.specs()) {
            digest.tensor(tensors.read(spec));
        }
    }
}
