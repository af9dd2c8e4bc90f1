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
        String shown = cut(status, columns - 1);
        out.print("\r" + shown + " ".repeat(Math.max(0, width - shown.length())));
        out.flush();
        width = shown.length();
    }

    /** Whole parts, as far as they fit: half a number would be another number. */
    private static String cut(String status, int most) {
        if (status.length() <= most) {
            return status;
        }
        int end = status.lastIndexOf(LiveLine.SEPARATOR, most);
        return status.substring(0, end > 0 ? end : Math.max(0, most));
    }

    @Override
    public void end() {
        if (width > 0) {
            out.println();
            width = 0;
        }
    }
}
