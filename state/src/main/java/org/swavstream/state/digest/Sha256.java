package org.swavstream.state.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over bytes that come piece by piece. */
public final class Sha256 {

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digest of {@code content}, as {@link #hex} gives it. */
    public static String hex(byte[] content) {
        return new Sha256().add(content).hex();
    }

    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Adds the first {@code length} bytes. */
    public void add(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    /** 32 bytes. Ends the adding. */
    public byte[] bytes() {
        return digest.digest();
    }

    /** 64 hexadecimal digits in lower case. Ends the adding. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }
}
