package org.swavstream.job.cli;

import java.util.Optional;
import org.swavstream.job.console.Console;

/** Says at which image a publish begins, and from there on shows how it goes on. */
final class PublishStart implements PublishProgress {

    private final Console console;
    private final long total;
    private Optional<PublishProgress> progress = Optional.empty();

    /**
     * @param total images to publish, or -1 where it is not known
     */
    PublishStart(Console console, long total) {
        this.console = console;
        this.total = total;
    }

    @Override
    public void alreadyThere(long images) {
        if (progress.isEmpty()) {
            console.say(images == 0 ? "Begins at the first image" : "Goes on where it stopped");
            progress = Optional.of(PublishProgress.on(console, total));
        }
        progress.get().alreadyThere(images);
    }

    @Override
    public void published(long images, long bytes) {
        progress.ifPresent(shown -> shown.published(images, bytes));
    }

    @Override
    public void close() {
        progress.ifPresent(PublishProgress::close);
    }
}
