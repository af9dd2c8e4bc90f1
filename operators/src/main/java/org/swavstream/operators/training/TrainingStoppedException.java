package org.swavstream.operators.training;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Training that cannot go on: the same samples would end it again. Flink ends the job and does not
 * restart it; the last checkpoint stays.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class TrainingStoppedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public TrainingStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}
