package org.swavstream.operators.sequence;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.swavstream.image.ImageRecord;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;

/**
 * The rule for what a record may call its model and its class: valid UTF-8 of at most {@value
 * #LONGEST} bytes. State and messages between the stages have no room for names without a limit,
 * and bytes that are no text are all decoded to the same one, so that different keys would be one
 * model.
 *
 * @param keyBy what names the model
 */
record RecordNames(ModelKey keyBy) implements Serializable {

    /** The longest name in bytes. */
    static final int LONGEST = 1000;

    private static final String TAKES_MODEL =
            ", and model.key-by = record-key takes the model from it";

    /**
     * Why the record can be used for nothing, if so.
     *
     * @param heldOut whether the image is held out. The label of another one is never looked at:
     *     what is trained on does not depend on labels
     */
    Optional<String> fault(ImageRecord record, boolean heldOut) {
        return keyFault(record).or(() -> heldOut ? labelFault(record) : Optional.empty());
    }

    private Optional<String> keyFault(ImageRecord record) {
        return switch (keyBy) {
            case NONE -> Optional.empty();
            case RECORD_KEY ->
                    record.key() == null || record.key().length == 0
                            ? Optional.of("the record has no key" + TAKES_MODEL)
                            : fault("the record's key", record.key()).map(f -> f + TAKES_MODEL);
        };
    }

    private static Optional<String> labelFault(ImageRecord record) {
        return record.headerBytes(ImageRecord.LABEL)
                .flatMap(label -> fault("the label of this held-out image", label));
    }

    private static Optional<String> fault(String what, byte[] name) {
        if (name.length > LONGEST) {
            return Optional.of(
                    "%s has %d bytes, more than %d".formatted(what, name.length, LONGEST));
        }
        return isText(name) ? Optional.empty() : Optional.of(what + " is not valid UTF-8");
    }

    private static boolean isText(byte[] name) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
