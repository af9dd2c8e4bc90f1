package org.swavstream.job.console;

import java.io.PrintStream;

/** A line that says how things stand, renewed again and again. */
public sealed interface StatusLine extends AutoCloseable permits RewrittenLine, RepeatedLine {

    /** Says how things stand now. */
    void show(String status);

    /** Leaves the last status as it is, so that other lines can follow. */
    void end();

    /** As {@link #end}, so that an error, too, is told in a line of its own. */
    @Override
    default void close() {
        end();
    }

    /**
     * The kind that fits the place it is printed to.
     *
     * @param columns the terminal's width in characters, or 0 where it is no terminal
     */
    static StatusLine on(PrintStream out, int columns) {
        return columns > 0
                ? new RewrittenLine(out, columns)
                : new RepeatedLine(out, System::nanoTime);
    }
}
