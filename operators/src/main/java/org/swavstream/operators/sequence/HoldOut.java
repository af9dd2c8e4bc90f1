package org.swavstream.operators.sequence;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.swavstream.image.ImageRecord;
import org.swavstream.state.digest.Sha256;

/**
 * The rule that holds images out of training. It looks at nothing but the image's identity: its
 * {@code image-id}, or its content where it has none (for an image elsewhere, its {@code sha256} or
 * {@code uri}). So every copy of an image, labelled or not, is held out or trained on alike,
 * whenever and wherever it arrives.
 *
 * @param share share of all images that are held out, 0 to 1
 */
public record HoldOut(double share) implements Serializable {

    private static final int FRACTION_BITS = 53;
    private static final int HASH_BYTES = 16;

    /** The image's hash, 32 hexadecimal digits, if the image is held out; empty if it is not. */
    Optional<String> hashIfHeldOut(ImageRecord record) {
        if (share <= 0) {
            return Optional.empty();
        }
        byte[] hash = hash(identity(record));
        return fraction(hash) < share
                ? Optional.of(HexFormat.of().formatHex(hash, 0, HASH_BYTES))
                : Optional.empty();
    }

    /** Whether an image with this {@code image-id} is held out. */
    public boolean holdsOut(String imageId) {
        return share > 0 && fraction(hash(imageId.getBytes(StandardCharsets.UTF_8))) < share;
    }

    private static byte[] hash(byte[] identity) {
        return new Sha256().add(identity).bytes();
    }

    private static byte[] identity(ImageRecord record) {
        Optional<String> id = record.header(ImageRecord.IMAGE_ID);
        if (id.isEmpty() && record.hasValue()) {
            return record.value();
        }
        return id.or(() -> record.header(ImageRecord.SHA256).map(HoldOut::inLowerCase))
                .or(() -> record.header(ImageRecord.URI))
                .orElse("")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String inLowerCase(String hex) {
        return hex.strip().toLowerCase(Locale.ROOT);
    }

    /** The hash's first 53 bits as a number from 0 to 1. */
    private static double fraction(byte[] hash) {
        return (ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - FRACTION_BITS))
                * Math.scalb(1.0, -FRACTION_BITS);
    }
}
