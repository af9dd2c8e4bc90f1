package org.swavstream.state.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over bytes that come piece by piece. */
public final class Sha256 {

    private static final int DIGITS = 64;

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

    /**
     * Checks that {@code hex} is a digest, as {@link #hex} gives it.
     *
     * @param name what it is, for the message
     * @throws IllegalArgumentException if it has another length, or other than hexadecimal digits
     */
    public static void requireHex(String name, String hex) {
        if (hex.length() != DIGITS) {
            throw new IllegalArgumentException(
                    "%s has %d hexadecimal digits, not %d".formatted(name, DIGITS, hex.length()));
        }
        HexFormat.of().parseHex(hex);
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
