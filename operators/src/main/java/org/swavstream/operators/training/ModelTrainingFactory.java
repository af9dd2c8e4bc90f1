package org.swavstream.operators.training;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.PreparedSampleSerializer;
import org.swavstream.operators.swav.LearnedState;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.state.checkpoint.HeldOutImage;
import org.swavstream.state.checkpoint.ModelStreamReader;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.TrainingProgress;

/**
 * Makes a {@link ModelTraining}: of nothing but the seed, of first weights from a file, or of what
 * Flink restored.
 */
final class ModelTrainingFactory {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTrainingFactory.class);

    private final TrainingSettings settings;
    private final LearnerFactory learners;
    private final TrainerState state;
    private final Optional<WarmStart> warmStart;

    ModelTrainingFactory(TrainingSettings settings, LearnerFactory learners, TrainerState state) {
        this.settings = settings;
        this.learners = learners;
        this.state = state;
        this.warmStart =
                Optional.ofNullable(settings.warmStart())
                        .map(file -> new WarmStart(file, settings.contract()));
    }

    /**
     * Refuses a file with first weights that no model could begin with, before the first image
     * arrives.
     *
     * @throws JobRefusedException as {@link WarmStart#apply}
     */
    void checkWarmStart() throws IOException {
        if (warmStart.isPresent()) {
            newLearner().close();
        }
    }

    /** A new model, before its first step. */
    ModelTraining create(String model) throws IOException {
        if (warmStart.isPresent()) {
            LOG.info("Model '{}' begins with the weights in {}", model, settings.warmStart());
        }
        Learner learner = newLearner();
        String first = ModelCheckpoint.digest(firstCopy(learner));
        return training(
                model,
                learner,
                TrainingProgress.start(settings.swav().seed(), settings.contract(), first),
                new TreeMap<>(),
                new TreeMap<>());
    }

    /**
     * The stored model of the current key.
     *
     * @param stored whose next model it is
     * @throws JobRefusedException if it is damaged or incomplete, or does not fit the settings
     */
    ModelTraining restore(String model, ModelStreamReader stored) {
        try {
            TrainingProgress before = state.progress().read();
            if (before == null) {
                throw new IOException("state '%s' is missing".formatted(ProgressState.NAME));
            }
            StateContract.requireNoContradiction(model, before.settings(), settings.contract());
            warnOfMachineChanges(model, before.settings());
            SortedMap<Long, PreparedSample> pending =
                    stored.pending(new PreparedSampleSerializer());
            TrainingProgress progress = resumed(before, pending.size());
            SortedMap<Integer, HeldOutImage> probeSet = state.probeSet().read();
            Learner learner = restoredLearner(stored, progress.step());
            firstCopy(learner);
            return training(model, learner, progress, pending, probeSet);
        } catch (JobRefusedException e) {
            // It names the model.
            throw e;
        } catch (Exception e) {
            throw restoreFailure(model, e);
        }
    }

    /**
     * One that ends the job for good if the state is at fault, which another try finds the same.
     */
    private static RuntimeException restoreFailure(String model, Exception e) {
        // RocksDB's state wraps what a serializer says of damaged bytes.
        boolean wrapped = e instanceof FlinkRuntimeException && e.getCause() != null;
        Throwable reason = wrapped ? e.getCause() : e;
        String message = "cannot restore model '%s': %s".formatted(model, reason.getMessage());
        boolean stateIsAtFault =
                reason instanceof IOException || reason instanceof IllegalArgumentException;
        return stateIsAtFault
                ? new JobRefusedException(message, e)
                : new IllegalStateException(message, e);
    }

    /** The stored progress, with the settings from here on. */
    private TrainingProgress resumed(TrainingProgress before, int waiting) {
        return StateContract.changes(before.settings(), settings.contract()).isEmpty()
                ? before.withSettings(settings.contract())
                : before.changeSettings(settings.contract(), waiting);
    }

    private void warnOfMachineChanges(String model, SortedMap<String, String> stored) {
        List<String> changes = StateContract.machineChanges(stored, settings.contract());
        if (!changes.isEmpty()) {
            LOG.warn(
                    "From here on model '{}' is not the one, to the bit, that it would have become: {}",
                    model,
                    String.join("; ", changes));
        }
    }

    private ModelTraining training(
            String model,
            Learner learner,
            TrainingProgress progress,
            SortedMap<Long, PreparedSample> pending,
            SortedMap<Integer, HeldOutImage> probeSet) {
        Probe probe = new Probe(model, settings, learners);
        return new ModelTraining(
                settings,
                learner,
                progress,
                new PendingBatches(settings.batchSize(), progress.step(), pending),
                new ProbeSet(state.probeSet(), settings.maxProbeImages(), probeSet),
                new StepComputation(model, settings, learner, probe),
                new ModelCheckpoint(model, state, learner));
    }

    /**
     * Makes a copy, whose memory is allocated by that and kept: so the first checkpoint takes no
     * longer than the others. Closes the learner if there is no room.
     */
    private static LearnedState firstCopy(Learner learner) {
        try {
            learner.beginCopy();
            return learner.completeCopy();
        } catch (RuntimeException | OutOfMemoryError e) {
            learner.close();
            throw e;
        }
    }

    private Learner newLearner() throws IOException {
        Learner learner = learners.create(settings.swav());
        try {
            if (warmStart.isPresent()) {
                warmStart.get().apply(learner);
            }
            return learner;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            learner.close();
            throw e;
        }
    }

    private Learner restoredLearner(ModelStreamReader stored, long step) throws Exception {
        Learner learner = learners.create(settings.swav());
        try {
            learner.restoreWeights(stored.weights());
            learner.restoreMomentum(stored.momentum());
            learner.restorePrototypes(stored.prototypes());
            restoreQueue(learner, step);
            return learner;
        } catch (Exception | OutOfMemoryError e) {
            learner.close();
            throw e;
        }
    }

    private void restoreQueue(Learner learner, long step) throws Exception {
        QueueIndex stored = state.queue().index();
        QueueIndex expected = learner.state().queueIndex();
        if (!stored.hasShapeOf(expected)) {
            // The settings are the same, which give the shape.
            throw new IOException(
                    "state 'feature-queue-index' is damaged: it is %s, expected the shape of %s"
                            .formatted(stored, expected));
        }
        if (settings.swav().queue().active(step)) {
            state.queue().read(learner::restoreQueueRows);
            learner.restoreQueueInserted(stored.inserted());
        } else {
            // Of a queue that was to start earlier: by its start, these features are old.
            state.queue().empty(expected);
        }
    }
}
