package org.swavstream.operators.swav;

/** A loss, a gradient or a parameter is not a finite number any more. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DivergedException(String message) {
        super(message);
    }
}
