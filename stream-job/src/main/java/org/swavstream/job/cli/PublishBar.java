package org.swavstream.job.cli;

import me.tongfei.progressbar.ProgressBar;

/**
 * A publish on a terminal.
 *
 * @param bar drawn by a thread of its own until it is closed
 * @param total images of the whole data set, or -1 where it is not known
 */
record PublishBar(ProgressBar bar, long total) implements PublishProgress {

    @Override
    public void alreadyThere(long images) {
        if (total >= 0) {
            bar.maxHint(total - images);
        }
    }

    @Override
    public void published(long images, long bytes) {
        bar.stepTo(images);
    }

    @Override
    public void close() {
        bar.close();
    }
}
