package org.swavstream.job.cli;

import java.io.PrintStream;
import org.swavstream.job.console.StatusLine;

/**
 * Where a command speaks to a person: results on standard output, everything else on standard
 * error.
 *
 * @param out standard output
 * @param err standard error
 * @param columns width of the terminal behind standard error, or 0 where there is none
 */
record Console(PrintStream out, PrintStream err, int columns) {

    boolean isTerminal() {
        return columns > 0;
    }

    StatusLine statusLine() {
        return StatusLine.on(err, columns);
    }

    /** Says what is going on. */
    void say(String line) {
        err.println(line);
    }
}
