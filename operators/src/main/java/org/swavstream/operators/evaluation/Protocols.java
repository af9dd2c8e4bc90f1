package org.swavstream.operators.evaluation;

import java.util.Optional;

/**
 * What is evaluated; what is empty is left out.
 *
 * @param knn nearest neighbours
 * @param linear a linear classifier
 * @param semi fine-tuning
 */
public record Protocols(
        Optional<KnnProtocol> knn, Optional<LinearProtocol> linear, Optional<SemiProtocol> semi) {

    boolean needFeatures() {
        return knn.isPresent() || linear.isPresent();
    }

    boolean needTrainingFeatures() {
        return knn.isPresent() || linear.map(protocol -> !protocol.augmented()).orElse(false);
    }
}
