package org.swavstream.job.run;

import java.util.Optional;
import org.swavstream.job.cluster.CompletedCheckpoint;
import org.swavstream.job.console.RunProgress;

/** Is told again and again how a run gets on, and may ask it to stop. */
public interface RunObserver {

    void observe(RunProgress progress, Optional<CompletedCheckpoint> checkpoint, StopRequest stop);

    /** The run was stopped with a savepoint, which is there now. */
    default void saved() {}
}
