package org.swavstream.job.cli;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.swavstream.image.publish.Progress;
import org.swavstream.job.console.Console;

/** How a publish shows that it goes on. */
interface PublishProgress extends Progress, AutoCloseable {

    /** Milliseconds between two looks of a person. */
    int INTERVAL = 250;

    @Override
    void close();

    /**
     * A progress bar on a terminal, a line now and then elsewhere.
     *
     * @param total images to publish, or -1 where it is not known
     */
    static PublishProgress on(Console console, long total) {
        return console.isTerminal() ? bar(console, total) : new PublishLines(console.statusLine());
    }

    private static PublishProgress bar(Console console, long total) {
        var bar =
                new ProgressBarBuilder()
                        .setTaskName("publishing")
                        .setInitialMax(total)
                        .setUpdateIntervalMillis(INTERVAL)
                        .showSpeed(
                                new DecimalFormat(
                                        "#,##0 images/s",
                                        DecimalFormatSymbols.getInstance(Locale.ROOT)))
                        .setConsumer(
                                new ConsoleProgressBarConsumer(
                                        console.err(), console.columns() - 1))
                        .build();
        return new PublishBar(bar, total);
    }
}
