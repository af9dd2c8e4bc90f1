package org.swavstream.operators.evaluation;

/** An evaluation cannot go on; the message says why and what to do, to a person, in one line. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EvaluationException(String message) {
        super(message);
    }

    EvaluationException(String message, Throwable cause) {
        super(message, cause);
    }
}
