package org.swavstream.state.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.swavstream.state.digest.Sha256;

/**
 * Running hash over the positions of all samples in training order. Two runs with equal digests
 * were trained on the same records in the same order.
 *
 * <p>The digest of nothing is 32 zero bytes; appending a record makes it SHA-256(digest, length of
 * the topic's name in bytes, topic in UTF-8, partition, offset), all numbers big-endian.
 *
 * @param hex the digest, 64 hexadecimal digits in lower case
 */
public record LedgerDigest(String hex) {

    /** The digest before the first sample. */
    public static final LedgerDigest EMPTY = new LedgerDigest("0".repeat(64));

    public LedgerDigest {
        Sha256.requireHex("a ledger digest", hex);
    }

    /** The digest after the sample at {@code position}. */
    public LedgerDigest append(RecordPosition position) {
        byte[] topic = position.topic().getBytes(StandardCharsets.UTF_8);
        Sha256 sha256 = new Sha256().add(HexFormat.of().parseHex(hex));
        sha256.add(
                ByteBuffer.allocate(Integer.BYTES + topic.length + Integer.BYTES + Long.BYTES)
                        .putInt(topic.length)
                        .put(topic)
                        .putInt(position.partition())
                        .putLong(position.offset())
                        .array());
        return new LedgerDigest(sha256.hex());
    }
}
