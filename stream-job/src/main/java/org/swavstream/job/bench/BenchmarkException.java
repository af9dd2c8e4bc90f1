package org.swavstream.job.bench;

/** A benchmark cannot be made, for a reason that the message says in full. */
public final class BenchmarkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchmarkException(String message) {
        super(message);
    }

    BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
