package org.swavstream.operators.evaluation;

import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.swavstream.operators.swav.measure.FeatureMatrix;
import org.swavstream.state.serializer.ImmutableTypeInformation;

/**
 * Features of the held-out images, by the model as it is and by the network before its first step.
 *
 * @param model the model
 * @param step steps done
 * @param images images trained on so far
 * @param labels class of each image
 * @param trained the model now
 * @param untrained the same network with its initial weights
 * @param pixels the images themselves, n × side·side·3 bytes, or empty if not asked for
 */
public record ProbeFeatures(
        String model,
        long step,
        long images,
        List<String> labels,
        Representation trained,
        Representation untrained,
        byte[] pixels) {

    public static final TypeInformation<ProbeFeatures> TYPE =
            new ImmutableTypeInformation<>(ProbeFeatures.class, new ProbeFeaturesSerializer());

    public ProbeFeatures {
        Objects.requireNonNull(model, "model");
        labels = List.copyOf(labels);
    }

    /**
     * What one network makes of the n images.
     *
     * @param loss its training loss in nats
     * @param features pooled features of the trunk, [n, d]
     * @param scores cosine with each prototype, [n, K]
     */
    public record Representation(double loss, FeatureMatrix features, FeatureMatrix scores) {

        public Representation {
            Objects.requireNonNull(features, "features");
            Objects.requireNonNull(scores, "scores");
        }
    }
}
