package org.swavstream.operators.training;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * What the job was told to start from, or to compute on, is missing or does not fit its settings.
 * Flink ends the job, as another try would end in the same way.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class JobRefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public JobRefusedException(String message) {
        super(message);
    }

    public JobRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
