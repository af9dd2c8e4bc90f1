package org.swavstream.operators.swav;

/**
 * A step in which the loss, a gradient or a parameter is not a finite number. The learner is as it
 * was before.
 */
public final class NonFiniteStepException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NonFiniteStepException(long step, double loss, Throwable cause) {
        super(
                ("step %d: %s, the loss is %s; nothing was changed. Look at the images of this batch;"
                                + " if they are sound, lower the learning rate or raise epsilon")
                        .formatted(
                                step,
                                cause == null ? "the loss is not finite" : cause.getMessage(),
                                loss),
                cause);
    }
}
