package org.swavstream.operators.training;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.swavstream.operators.probe.ProbeFeatures;
import org.swavstream.operators.probe.ProbeFeatures.Representation;
import org.swavstream.operators.swav.Embeddings;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.state.checkpoint.HeldOutImage;
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
     * The features of images; empty without images.
     *
     * @param learner with the model after its latest step
     * @param progress after this step
     */
    Optional<ProbeFeatures> features(
            List<HeldOutImage> images, Learner learner, TrainingProgress progress) {
        if (images.isEmpty()) {
            return Optional.empty();
        }
        List<byte[]> pixels = images.stream().map(HeldOutImage::pixels).toList();
        Embeddings trained = learner.embed(pixels, settings.probeSide());
        return Optional.of(
                new ProbeFeatures(
                        model,
                        progress.step(),
                        progress.images(),
                        images.stream().map(HeldOutImage::label).toList(),
                        representation(progress.lastLoss(), trained),
                        representation(progress.firstLoss(), untrained(pixels)),
                        settings.rawPixels() ? concatenated(pixels) : new byte[0]));
    }

    private Embeddings untrained(List<byte[]> pixels) {
        if (untrained == null || untrained.features().rows() != pixels.size()) {
            untrained = learners.embedUntrained(settings.swav(), pixels, settings.probeSide());
        }
        return untrained;
    }

    private static byte[] concatenated(List<byte[]> pixels) {
        ByteBuffer all =
                ByteBuffer.allocate(Math.multiplyExact(pixels.size(), pixels.get(0).length));
        pixels.forEach(all::put);
        return all.array();
    }

    private static Representation representation(double loss, Embeddings embeddings) {
        return new Representation(
                loss, embeddings.features().values(), embeddings.scores().values());
    }
}
