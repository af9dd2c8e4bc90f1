package org.swavstream.state.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LedgerDigestTest {

    private static final RecordPosition FIRST = new RecordPosition("images", 0, 0);
    private static final RecordPosition SECOND = new RecordPosition("images", 0, 1);

    @Test
    void equalRecordsInEqualOrderGiveEqualDigests() {
        assertThat(LedgerDigest.EMPTY.append(FIRST).append(SECOND))
                .isEqualTo(LedgerDigest.EMPTY.append(FIRST).append(SECOND));
    }

    @Test
    void orderTopicPartitionAndOffsetAllCount() {
        LedgerDigest digest = LedgerDigest.EMPTY.append(FIRST);
        assertThat(digest.append(SECOND))
                .isNotEqualTo(LedgerDigest.EMPTY.append(SECOND).append(FIRST))
                .isNotEqualTo(digest.append(new RecordPosition("image", 0, 1)))
                .isNotEqualTo(digest.append(new RecordPosition("images", 1, 1)))
                .isNotEqualTo(digest.append(new RecordPosition("images", 0, 2)));
    }

    /** Else damaged state would be found at the next sample, or never. */
    @Test
    void whatIsNotHexadecimalIsRefused() {
        String damaged = LedgerDigest.EMPTY.hex().replaceFirst("0", "p");
        assertThatThrownBy(() -> new LedgerDigest(damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a hexadecimal digit");
    }

    /** Computed with sha256sum over the documented bytes: digests are compared between releases. */
    @Test
    void theFormulaDoesNotChange() {
        assertThat(LedgerDigest.EMPTY.append(FIRST).hex())
                .isEqualTo("e9e819c66ee3fd7456a0b121fa3e45a0c553ac115eadfb6c4042214c128f0dcd");
    }
}
