package org.swavstream.job.cli;

import me.tongfei.progressbar.ProgressBar;

/**
 * A publish on a terminal.
 *
 * @param bar drawn by a thread of its own until it is closed
 */
record PublishBar(ProgressBar bar) implements PublishProgress {

    @Override
    public void published(long images, long bytes) {
        bar.stepTo(images);
    }

    @Override
    public void close() {
        bar.close();
    }
}
