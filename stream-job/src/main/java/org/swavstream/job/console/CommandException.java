package org.swavstream.job.console;

/** A command failed for a reason that its message says in full, to a person, in one line. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, and the way out
     */
    public CommandException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, and the way out
     * @param cause for the log
     */
    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
