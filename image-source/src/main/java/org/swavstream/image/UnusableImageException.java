package org.swavstream.image;

/** An image record that cannot be used, for a reason that lies in the record. */
public final class UnusableImageException extends Exception {

    /**
     * @param reason a sentence that names what was found and what is allowed
     */
    public UnusableImageException(String reason) {
        super(reason);
    }

    /**
     * @param reason a sentence that names what was found and what is allowed
     * @param cause what failed
     */
    public UnusableImageException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
