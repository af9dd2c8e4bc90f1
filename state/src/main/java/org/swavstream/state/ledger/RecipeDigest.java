package org.swavstream.state.ledger;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.swavstream.state.digest.Sha256;

/**
 * Running hash over what a model was made with but for its samples: its first weights, and which
 * settings from which step on. Two runs with equal recipe and {@linkplain LedgerDigest ledger}
 * digests gave the same model, to the bit, on one type of machine.
 *
 * <p>It begins as the digest of the model before its first step; settings make it SHA-256(digest,
 * step, fingerprint of the settings), the step as 8 bytes, big-endian.
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
     * The digest of a model whose steps are made with other settings from {@code step} on.
     *
     * @param fingerprint SHA-256 of the settings, 64 hexadecimal digits
     */
    public RecipeDigest append(long step, String fingerprint) {
        return isKnown()
                ? new RecipeDigest(
                        new Sha256()
                                .add(HexFormat.of().parseHex(hex))
                                .add(ByteBuffer.allocate(Long.BYTES).putLong(step).array())
                                .add(HexFormat.of().parseHex(fingerprint))
                                .hex())
                : this;
    }
}
