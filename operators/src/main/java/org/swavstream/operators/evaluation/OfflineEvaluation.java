package org.swavstream.operators.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.swav.TrunkModel;

/** Evaluates a trunk by the protocols of the paper. */
public final class OfflineEvaluation {

    private final Protocols protocols;
    private final ImageSets sets;
    private final Orders orders;
    private final ViewLoader loader;
    private final Devices.Choice device;

    /**
     * @param sets the images
     * @param seed decides orders, random views, choices and first weights
     * @param loader makes the views
     */
    public OfflineEvaluation(
            Protocols protocols,
            ImageSets sets,
            long seed,
            ViewLoader loader,
            Devices.Choice device) {
        this.protocols = protocols;
        this.sets = sets;
        this.orders = new Orders(seed);
        this.loader = loader;
        this.device = device;
    }

    /** Opens the same trunk as often as it is needed. */
    @FunctionalInterface
    public interface TrunkSource {

        /** The trunk, to be closed. */
        TrunkModel open() throws IOException;
    }

    /**
     * Goes through all protocols.
     *
     * @throws EvaluationException if the features do not fit into memory, or no image can be
     *     decoded
     * @throws IOException if the model or an image cannot be read
     */
    public List<ProtocolResult> run(TrunkSource source, ProtocolListener listener)
            throws IOException {
        List<ProtocolResult> results = new ArrayList<>();
        if (protocols.needFeatures()) {
            try (TrunkModel trunk = source.open()) {
                results.addAll(onFeatures(trunk, listener));
            }
        }
        if (protocols.semi().isPresent()) {
            try (TrunkModel trunk = source.open()) {
                results.add(fineTuned(protocols.semi().get(), trunk, listener));
            }
        }
        return results;
    }

    private List<ProtocolResult> onFeatures(TrunkModel trunk, ProtocolListener listener)
            throws IOException {
        boolean once = protocols.needTrainingFeatures();
        long images = (long) sets.test().size() + (once ? sets.train().size() : 0);
        FeatureExtraction.requireMemory(images, trunk.settings().features());
        FeatureExtraction extraction = new FeatureExtraction(loader, listener);
        try (LabelledFeatures test = extraction.of(sets.test(), trunk)) {
            if (!once) {
                return linear(augmented(trunk, listener), test, listener).stream().toList();
            }
            try (LabelledFeatures train = extraction.of(sets.train(), trunk)) {
                List<ProtocolResult> results = new ArrayList<>();
                protocols
                        .knn()
                        .ifPresent(knn -> results.addAll(knn.run(train, test, device, listener)));
                boolean random = protocols.linear().map(LinearProtocol::augmented).orElse(false);
                FeatureEpochs epochs =
                        random ? augmented(trunk, listener) : new FrozenFeatures(train, orders);
                linear(epochs, test, listener).ifPresent(results::add);
                return results;
            }
        }
    }

    private FeatureEpochs augmented(TrunkModel trunk, ProtocolListener listener) {
        return new AugmentedFeatures(sets.train(), trunk, loader, orders, listener);
    }

    private Optional<ProtocolResult> linear(
            FeatureEpochs train, LabelledFeatures test, ProtocolListener listener)
            throws IOException {
        if (protocols.linear().isEmpty()) {
            return Optional.empty();
        }
        LinearProtocol linear = protocols.linear().get();
        EpochScores scores =
                linear.run(train, test, sets.classes(), orders.seed(), device, listener);
        return Optional.of(new ProtocolResult.Linear(linear, scores));
    }

    private ProtocolResult fineTuned(SemiProtocol semi, TrunkModel trunk, ProtocolListener listener)
            throws IOException {
        LabelledImages chosen = semi.chosen(sets.train(), orders);
        EpochScores scores = semi.run(trunk, chosen, sets, orders, loader, listener);
        return new ProtocolResult.Semi(semi, chosen.size(), scores);
    }
}
