package org.swavstream.operators.sample;

import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.swavstream.image.ImageRecord;
import org.swavstream.state.serializer.ImmutableTypeInformation;

/**
 * An image with the place that the sequencer gave it.
 *
 * @param model the model that it belongs to
 * @param use what it is for
 * @param number its sequence number among the model's training samples, or its slot in the model's
 *     probe set; from 0, without gaps
 * @param record the encoded image
 */
public record SequencedSample(String model, SampleUse use, long number, ImageRecord record) {

    public static final TypeInformation<SequencedSample> TYPE =
            new ImmutableTypeInformation<>(SequencedSample.class, new SequencedSampleSerializer());

    public SequencedSample {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(use, "use");
        Objects.requireNonNull(record, "record");
    }
}
