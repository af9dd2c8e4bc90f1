package org.swavstream.operators.training;

import java.util.List;
import org.swavstream.operators.probe.ProbeFeatures;
import org.swavstream.operators.probe.ProbeFeatures.Representation;
import org.swavstream.operators.swav.Embeddings;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.state.checkpoint.TrainingProgress;

/**
 * What the network of one model makes of held-out images. Belongs to the training thread.
 *
 * <p>Owns the features of the untrained network, which are made again when the probe set has grown:
 * its weights are those of a new learner with the same seed.
 */
final class Probe {

    private final String model;
    private final TrainingSettings settings;
    private final LearnerFactory learners;
    private Embeddings untrained;

    Probe(String model, TrainingSettings settings, LearnerFactory learners) {
        this.model = model;
        this.settings = settings;
        this.learners = learners;
    }

    /**
     * The features of images.
     *
     * @param learner with the model after its latest step
     * @param progress after this step
     */
    ProbeFeatures features(ProbeImages images, Learner learner, TrainingProgress progress) {
        Embeddings trained = learner.embed(images.pixels(), settings.probeSide());
        return new ProbeFeatures(
                model,
                progress.step(),
                progress.images(),
                images.labels(),
                representation(progress.lastLoss(), trained),
                representation(progress.firstLoss(), untrained(images.pixels())),
                settings.rawPixels() ? images.concatenated() : new byte[0]);
    }

    private Embeddings untrained(List<byte[]> pixels) {
        if (untrained == null || untrained.features().rows() != pixels.size()) {
            try (Learner learner = learners.create(settings.swav())) {
                untrained = learner.embed(pixels, settings.probeSide());
            }
        }
        return untrained;
    }

    private static Representation representation(double loss, Embeddings embeddings) {
        return new Representation(
                loss, embeddings.features().values(), embeddings.scores().values());
    }
}
