package org.swavstream.operators.sequence;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.java.functions.KeySelector;
import org.swavstream.image.ImageRecord;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;

/**
 * Names the model that a record belongs to; empty for a record that should name one and does not.
 * What it makes of a key that is not valid UTF-8 only says which {@link SampleSequencer} refuses
 * it.
 */
public final class ModelKeySelector implements KeySelector<ImageRecord, String> {

    /** The name of the model when there is only one. */
    public static final String ONLY_MODEL = "default";

    private static final long serialVersionUID = 1L;

    private final ModelKey keyBy;

    public ModelKeySelector(SequenceSettings settings) {
        this.keyBy = settings.keyBy();
    }

    @Override
    public String getKey(ImageRecord record) {
        return switch (keyBy) {
            case NONE -> ONLY_MODEL;
            case RECORD_KEY ->
                    record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        };
    }
}
