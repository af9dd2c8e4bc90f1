package org.swavstream.image;

/** A record holds no image that can be used. The message is the reason, for a person to read. */
public final class UnusableImageException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnusableImageException(String reason) {
        super(reason);
    }

    public UnusableImageException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
