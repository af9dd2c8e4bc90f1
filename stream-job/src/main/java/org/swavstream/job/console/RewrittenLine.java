package org.swavstream.job.console;

import java.io.PrintStream;

/** A status on a terminal: each overwrites the one before, in one line. */
final class RewrittenLine implements StatusLine {

    private final PrintStream out;
    private final int columns;
    private int width;

    RewrittenLine(PrintStream out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public void show(String status) {
        // The last column stays free: a full line would wrap, and could not be overwritten.
        String shown = status.substring(0, Math.min(status.length(), columns - 1));
        out.print("\r" + shown + " ".repeat(Math.max(0, width - shown.length())));
        out.flush();
        width = shown.length();
    }

    @Override
    public void end() {
        if (width > 0) {
            out.println();
            width = 0;
        }
    }
}
