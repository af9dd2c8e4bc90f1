package org.swavstream.job.console;

import java.io.PrintStream;

/**
 * Where a command speaks to a person: results on standard output, everything else on standard
 * error.
 *
 * @param out standard output
 * @param err standard error
 * @param columns width of the terminal behind standard error, or 0 where there is none
 */
public record Console(PrintStream out, PrintStream err, int columns) {

    /** Whether a person may sit behind standard error. */
    public boolean isTerminal() {
        return columns > 0;
    }

    /** A line on standard error for what changes. */
    public StatusLine statusLine() {
        return StatusLine.on(err, columns);
    }

    /** Says what is going on. */
    public void say(String line) {
        err.println(line);
    }
}
