package org.swavstream.operators.sample;

import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.swavstream.state.ledger.RecordPosition;
import org.swavstream.state.serializer.ImmutableTypeInformation;

/** What MultiCrop made of a {@link SequencedSample}. */
public sealed interface PreparedSample {

    TypeInformation<PreparedSample> TYPE =
            new ImmutableTypeInformation<>(PreparedSample.class, new PreparedSampleSerializer());

    /** The model that the sample belongs to. */
    String model();

    /**
     * The views of a training sample.
     *
     * @param model the model
     * @param sequence the sample's sequence number
     * @param position where its record stands in Kafka
     * @param pixels all views, one after the other in the order of the crop groups; each is side ×
     *     side × 3 bytes, rows from the top, RGB interleaved
     */
    record Views(String model, long sequence, RecordPosition position, byte[] pixels)
            implements PreparedSample {
        public Views {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(position, "position");
            Objects.requireNonNull(pixels, "pixels");
        }
    }

    /**
     * A training sample that could not be used; it lies in the dead-letter topic.
     *
     * @param model the model
     * @param sequence the sequence number that no views will come for
     */
    record Skip(String model, long sequence) implements PreparedSample {
        public Skip {
            Objects.requireNonNull(model, "model");
        }
    }

    /**
     * A held-out image, in the one view that evaluation uses.
     *
     * @param model the model
     * @param slot its place in the probe set
     * @param label its class
     * @param pixels side × side × 3 bytes, rows from the top, RGB interleaved
     */
    record HeldOut(String model, int slot, String label, byte[] pixels) implements PreparedSample {
        public HeldOut {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(pixels, "pixels");
        }
    }
}
