package org.swavstream.job.cli;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.swavstream.job.console.StatusLine;
import org.swavstream.operators.evaluation.ProtocolListener;
import org.swavstream.operators.swav.Accuracy;

/** How an evaluation shows that it goes on. */
final class EvaluationProgress implements ProtocolListener, AutoCloseable {

    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(250);

    private final String network;
    private final StatusLine line;
    private String activity = "";
    private long begun = System.nanoTime();
    private long last = begun;
    private long shown = begun - INTERVAL;

    /**
     * @param network which one is evaluated
     */
    EvaluationProgress(String network, StatusLine line) {
        this.network = network;
        this.line = line;
    }

    @Override
    public void images(String what, int done, int total) {
        if (!what.equals(activity)) {
            activity = what;
            begun = last;
        }
        last = System.nanoTime();
        double perSecond = done / Math.max(1e-9, (last - begun) / 1e9);
        show("%s: %,d of %,d images, %,.0f images/s", what, done, total, perSecond);
    }

    @Override
    public void epoch(String name, int epoch, int epochs, double loss, Accuracy test) {
        last = System.nanoTime();
        show(
                "%s: epoch %d of %d, loss %.3f, test top-1 %.1f %%",
                name, epoch, epochs, loss, 100 * test.top1());
    }

    private void show(String pattern, Object... values) {
        if (last - shown >= INTERVAL) {
            shown = last;
            line.show(network + ", " + String.format(Locale.ROOT, pattern, values));
        }
    }

    @Override
    public void close() {
        line.end();
    }
}
