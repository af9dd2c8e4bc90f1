package org.swavstream.operators.probe;

import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.swavstream.state.serializer.ImmutableTypeInformation;

/**
 * Features of the held-out images, by the model as it is and by the network that the seed draws.
 *
 * @param model the model
 * @param step batches that are done, skipped ones included
 * @param images images trained on so far
 * @param labels class of each image
 * @param trained the model now
 * @param untrained the network that the seed draws; its loss is that of the model's first step
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
     * @param features trunk features, n × d, row after row
     * @param scores cosine with each prototype, n × K, row after row
     */
    public record Representation(double loss, float[] features, float[] scores) {

        public Representation {
            Objects.requireNonNull(features, "features");
            Objects.requireNonNull(scores, "scores");
        }
    }
}
