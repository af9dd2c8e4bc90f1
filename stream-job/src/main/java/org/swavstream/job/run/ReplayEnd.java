package org.swavstream.job.run;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.swavstream.image.kafka.TopicRange;
import org.swavstream.job.cluster.CompletedCheckpoint;
import org.swavstream.job.console.Console;
import org.swavstream.job.console.RunProgress;
import org.swavstream.job.recovery.SavedSource;

/**
 * Stops a run when a complete checkpoint is at the end of the range: from then on no failure can
 * take the job back to before it. What the sources alone have read would not do, as a failure does.
 */
public final class ReplayEnd implements RunObserver {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayEnd.class);

    private final TopicRange range;
    private final Console console;
    private long seen;
    private boolean reached;
    private boolean told;

    /**
     * @param range what is replayed
     * @param console told if no checkpoint can be read, as the end is not seen then
     */
    public ReplayEnd(TopicRange range, Console console) {
        this.range = range;
        this.console = console;
    }

    @Override
    public void observe(
            RunProgress progress, Optional<CompletedCheckpoint> checkpoint, StopRequest stop) {
        checkpoint
                .filter(complete -> complete.number() > seen)
                .ifPresent(
                        complete -> {
                            seen = complete.number();
                            if (isAtEnd(complete)) {
                                reached = true;
                                stop.request();
                            }
                        });
    }

    /**
     * Whether there was such a checkpoint. A savepoint of a run that a person stopped before it may
     * be at the end, too, but hold complete batches that were not trained on.
     */
    public boolean reached() {
        return reached;
    }

    private boolean isAtEnd(CompletedCheckpoint checkpoint) {
        try {
            return SavedSource.read(checkpoint.path()).isAtEndOf(range);
        } catch (IOException e) {
            // The next checkpoint may have replaced it just now; that one is looked at, too.
            LOG.info("checkpoint {} cannot be read", checkpoint.number(), e);
            if (!told) {
                told = true;
                console.say(
                        "%s; while no checkpoint can be read, the end is not seen: stop with Ctrl-C"
                                .formatted(e.getMessage()));
            }
            return false;
        }
    }
}
