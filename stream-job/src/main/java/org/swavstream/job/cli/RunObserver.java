package org.swavstream.job.cli;

import java.util.Optional;
import org.swavstream.job.console.RunProgress;
import org.swavstream.job.local.CompletedCheckpoint;

/** Is told again and again how a run gets on, and may ask it to stop. */
interface RunObserver {

    void observe(RunProgress progress, Optional<CompletedCheckpoint> checkpoint, StopRequest stop);
}
