package org.swavstream.state.ledger;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.swavstream.state.digest.Sha256;

/**
 * Running hash over what a model was made with but for its samples: its first weights, which
 * settings from which step and sample on, and where samples were skipped, by which batches are cut
 * and views drawn. Two runs with equal recipe and {@linkplain LedgerDigest ledger} digests gave the
 * same model, to the bit, on one type of machine.
 *
 * <p>It begins as the digest of the model before its first step; settings make it SHA-256(digest,
 * step, samples, fingerprint of the settings), and a skipped sample SHA-256(digest, its sequence
 * number), numbers as 8 bytes, big-endian.
 *
 * @param hex the digest, 64 hexadecimal digits in lower case
 */
public record RecipeDigest(String hex) {

    /** Of a model that an earlier release began, which kept none; it stays unknown. */
    public static final RecipeDigest UNKNOWN = new RecipeDigest("0".repeat(64));

    public RecipeDigest {
        Sha256.requireHex("a recipe digest", hex);
    }

    public boolean isKnown() {
        return !equals(UNKNOWN);
    }

    /**
     * The digest of a model that goes on with other settings.
     *
     * @param step the first that is made with them
     * @param waiting samples that wait for their step, whose views were made with those before
     * @param fingerprint SHA-256 of the settings, 64 hexadecimal digits
     */
    public RecipeDigest append(long step, int waiting, String fingerprint) {
        return append(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(step).putLong(waiting).array(),
                HexFormat.of().parseHex(fingerprint));
    }

    /** The digest of a model one of whose samples was skipped. */
    public RecipeDigest appendSkip(long sequence) {
        return append(ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
    }

    private RecipeDigest append(byte[]... parts) {
        if (!isKnown()) {
            return this;
        }
        Sha256 sha256 = new Sha256().add(HexFormat.of().parseHex(hex));
        for (byte[] part : parts) {
            sha256.add(part);
        }
        return new RecipeDigest(sha256.hex());
    }
}
