package org.swavstream.operators.sequence;

import java.io.Serializable;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;

/**
 * Which images are trained on by which model.
 *
 * @param keyBy what names the model
 * @param holdOutShare share of the images that is held out, 0 to 0.9
 * @param maxProbeImages most images of a probe set
 */
public record SequenceSettings(ModelKey keyBy, double holdOutShare, int maxProbeImages)
        implements Serializable {

    /** Reads the options of sequencing; {@code options} notes what is wrong with them. */
    public static SequenceSettings read(OptionReader options) {
        return new SequenceSettings(
                options.read(SequenceOptions.KEY_BY, "none or record-key"),
                options.between(SequenceOptions.HOLD_OUT_SHARE, 0.0, 0.9),
                options.between(SequenceOptions.MAX_IMAGES, 4, 100_000));
    }
}
