package org.swavstream.job.cli;

import java.util.concurrent.TimeUnit;
import org.swavstream.job.console.StatusLine;

/** A publish in a log file or pipe. */
final class PublishLines implements PublishProgress {

    private final StatusLine line;
    private final long start = System.nanoTime();
    private long lastShown;

    PublishLines(StatusLine line) {
        this.line = line;
    }

    @Override
    public void published(long images, long bytes) {
        long elapsed = System.nanoTime() - start;
        // Told of each image: the text is made only where somebody could read it.
        if (elapsed - lastShown > TimeUnit.MILLISECONDS.toNanos(INTERVAL)) {
            lastShown = elapsed;
            double perSecond = images / (elapsed / 1e9);
            line.show("published %,d images, %,.0f images/s".formatted(images, perSecond));
        }
    }

    @Override
    public void close() {
        line.end();
    }
}
