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
        EvaluationContext context = new EvaluationContext(sets, orders, loader, device, listener);
        List<ProtocolResult> results = new ArrayList<>();
        if (protocols.needFeatures()) {
            try (TrunkModel trunk = source.open()) {
                results.addAll(onFeatures(trunk, context));
            }
        }
        if (protocols.semi().isPresent()) {
            try (TrunkModel trunk = source.open()) {
                results.add(fineTuned(protocols.semi().get(), trunk, context));
            }
        }
        return results;
    }

    private List<ProtocolResult> onFeatures(TrunkModel trunk, EvaluationContext context)
            throws IOException {
        boolean once = protocols.needTrainingFeatures();
        long images = (long) sets.test().size() + (once ? sets.train().size() : 0);
        FeatureExtraction.requireMemory(images, trunk.settings().features());
        FeatureExtraction extraction = new FeatureExtraction(context);
        try (LabelledFeatures test = extraction.of(sets.test(), trunk)) {
            if (!once) {
                return linear(new AugmentedFeatures(trunk, context), test, context).stream()
                        .toList();
            }
            try (LabelledFeatures train = extraction.of(sets.train(), trunk)) {
                List<ProtocolResult> results = new ArrayList<>();
                protocols.knn().ifPresent(knn -> results.addAll(knn.run(train, test, context)));
                boolean random = protocols.linear().map(LinearProtocol::augmented).orElse(false);
                FeatureEpochs epochs =
                        random
                                ? new AugmentedFeatures(trunk, context)
                                : new FrozenFeatures(train, orders);
                linear(epochs, test, context).ifPresent(results::add);
                return results;
            }
        }
    }

    private Optional<ProtocolResult> linear(
            FeatureEpochs train, LabelledFeatures test, EvaluationContext context)
            throws IOException {
        if (protocols.linear().isEmpty()) {
            return Optional.empty();
        }
        LinearProtocol linear = protocols.linear().get();
        EpochScores scores = linear.run(train, test, context);
        return Optional.of(new ProtocolResult.Linear(linear, scores));
    }

    private ProtocolResult fineTuned(SemiProtocol semi, TrunkModel trunk, EvaluationContext context)
            throws IOException {
        LabelledImages chosen = semi.chosen(sets.train(), orders);
        EpochScores scores = semi.run(trunk, chosen, context);
        return new ProtocolResult.Semi(semi, chosen.size(), scores);
    }
}
