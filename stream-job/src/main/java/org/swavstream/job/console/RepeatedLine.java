package org.swavstream.job.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A status in a log file or pipe: a line of its own, now and then. */
final class RepeatedLine implements StatusLine {

    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

    private final PrintStream out;
    private final LongSupplier nanoseconds;
    private long due;
    private String last = "";
    private String printed = "";

    /**
     * @param nanoseconds a clock with an arbitrary start
     */
    RepeatedLine(PrintStream out, LongSupplier nanoseconds) {
        this.out = out;
        this.nanoseconds = nanoseconds;
        this.due = nanoseconds.getAsLong();
    }

    @Override
    public void show(String status) {
        last = status;
        long now = nanoseconds.getAsLong();
        if (now - due >= 0) {
            due = now + INTERVAL;
            printLast();
        }
    }

    @Override
    public void end() {
        printLast();
    }

    private void printLast() {
        if (!last.equals(printed)) {
            out.println(last);
            printed = last;
        }
    }
}
