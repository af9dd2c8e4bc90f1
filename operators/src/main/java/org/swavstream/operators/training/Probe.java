package org.swavstream.operators.training;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.swavstream.operators.evaluation.ProbeFeatures;
import org.swavstream.operators.evaluation.ProbeFeatures.Representation;
import org.swavstream.operators.sample.PreparedSample.HeldOut;
import org.swavstream.operators.swav.Embeddings;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.state.checkpoint.HeldOutImage;
import org.swavstream.state.checkpoint.ProbeSetState;
import org.swavstream.state.checkpoint.TrainingProgress;

/**
 * The held-out images of one model, and what its network makes of them.
 *
 * <p>Owns the features of the untrained network, which are made again when the probe set has grown:
 * its weights are those of a new learner with the same seed.
 */
final class Probe {

    /** With fewer images, nearest neighbours say nothing. */
    private static final int FEWEST_IMAGES = 4;

    private final TrainingSettings settings;
    private final ProbeSetState state;
    private final TreeMap<Integer, HeldOutImage> images;
    private Embeddings untrained;
    private int untrainedImages;

    Probe(TrainingSettings settings, ProbeSetState state, SortedMap<Integer, HeldOutImage> images) {
        this.settings = settings;
        this.state = state;
        this.images = new TreeMap<>(images);
    }

    /** Keeps a held-out image, in memory and in state. */
    void add(HeldOut heldOut) throws Exception {
        HeldOutImage image = new HeldOutImage(heldOut.label(), heldOut.pixels());
        images.put(heldOut.slot(), image);
        state.put(heldOut.slot(), image);
    }

    /** The features of all held-out images; empty while there are too few of them. */
    Optional<ProbeFeatures> features(String model, TrainingProgress progress, SwavLearner learner) {
        if (images.size() < FEWEST_IMAGES) {
            return Optional.empty();
        }
        List<byte[]> pixels = images.values().stream().map(HeldOutImage::pixels).toList();
        Embeddings trained = learner.embed(pixels, settings.probeSide());
        return Optional.of(
                new ProbeFeatures(
                        model,
                        progress.step(),
                        progress.samples(),
                        images.values().stream().map(HeldOutImage::label).toList(),
                        representation(progress.lastLoss(), trained),
                        representation(progress.firstLoss(), untrained(pixels)),
                        settings.rawPixels() ? concatenated(pixels) : new byte[0]));
    }

    private Embeddings untrained(List<byte[]> pixels) {
        if (untrainedImages != pixels.size()) {
            try (SwavLearner learner = new SwavLearner(settings.swav())) {
                untrained = learner.embed(pixels, settings.probeSide());
                untrainedImages = pixels.size();
            }
        }
        return untrained;
    }

    private static Representation representation(double loss, Embeddings embeddings) {
        return new Representation(loss, embeddings.features(), embeddings.scores());
    }

    private static byte[] concatenated(List<byte[]> pixels) {
        int bytes = pixels.get(0).length;
        byte[] all = new byte[pixels.size() * bytes];
        for (int i = 0; i < pixels.size(); i++) {
            System.arraycopy(pixels.get(i), 0, all, i * bytes, bytes);
        }
        return all;
    }
}
