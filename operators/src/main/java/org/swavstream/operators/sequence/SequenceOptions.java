package org.swavstream.operators.sequence;

import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Which images are trained on by which model, and which are held out. */
public final class SequenceOptions {

    public static final ConfigOption<ModelKey> KEY_BY =
            ConfigOptions.key("model.key-by")
                    .enumType(ModelKey.class)
                    .defaultValue(ModelKey.NONE)
                    .withDescription(
                            "none: one model learns from all records. record-key: each Kafka record"
                                    + " key names a model, and all of them train in this job. A"
                                    + " record without a key, or with one that is not valid UTF-8"
                                    + " or longer than 1000 bytes, goes to the dead letters.");

    public static final ConfigOption<Double> HOLD_OUT_SHARE =
            ConfigOptions.key("probe.hold-out-share")
                    .doubleType()
                    .defaultValue(0.02)
                    .withDescription(
                            "Share of all images, labelled or not, that are never trained on, 0 to"
                                    + " 0.9, chosen by the hash of their image-id (without one, of"
                                    + " the record's value, sha256 or uri). Labelled ones form the probe set;"
                                    + " unlabelled ones are left out (metric imagesLeftOut). Set 0"
                                    + " for a stream without labels. After resuming with another"
                                    + " share, that share applies, whatever was done with earlier"
                                    + " copies of an image.");

    public static final ConfigOption<Integer> MAX_IMAGES =
            ConfigOptions.key("probe.max-images")
                    .intType()
                    .defaultValue(2000)
                    .withDescription(
                            "Most images of a model's probe set, 4 to 100000; a probe must fit"
                                    + " into 1 GiB. Further held-out images are dropped.");

    private SequenceOptions() {}

    /** What names the model that a record belongs to. */
    public enum ModelKey {
        NONE,
        RECORD_KEY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
