package org.swavstream.state.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over bytes that come piece by piece. */
final class Sha256 {

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Adds the first {@code length} bytes. */
    void add(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    /** 64 hexadecimal digits in lower case. Ends the adding. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
