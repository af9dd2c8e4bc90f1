package org.swavstream.job.cli;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.swavstream.job.console.ByteSize;
import org.swavstream.job.console.Console;
import org.swavstream.job.run.RunFolder;
import org.swavstream.state.savepoint.SnapshotEntry;
import org.swavstream.state.savepoint.SnapshotFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code savepoints}: what there is to resume from. */
@Command(
        name = "savepoints",
        description =
                "List the savepoints and checkpoints in a folder, the oldest first: when each was"
                        + " taken, of which job, its size and its path.")
final class SavepointsCommand implements Callable<Integer> {

    private static final String ROW = "%-20s  %-32s  %9s  %s";

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = RunFolder.DEFAULT,
            description =
                    "folder with savepoints, checkpoints, or both (default: ${DEFAULT-VALUE})")
    private String folder;

    private final Console console;
    private final Launcher launcher;

    SavepointsCommand(Console console, Launcher launcher) {
        this.console = console;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException {
        LogFile.useNone();
        launcher.setUpFileSystems();
        List<SnapshotEntry> entries = SnapshotFolder.list(folder);
        if (entries.isEmpty()) {
            console.say("No savepoint or checkpoint in " + folder);
            return ExitStatus.OK;
        }
        console.out().println(ROW.formatted("taken", "job", "size", "path"));
        entries.forEach(entry -> console.out().println(row(entry)));
        return ExitStatus.OK;
    }

    private static String row(SnapshotEntry entry) {
        return ROW.formatted(
                entry.taken().truncatedTo(ChronoUnit.SECONDS),
                entry.job(),
                entry.problem().isPresent() ? "-" : ByteSize.of(entry.bytes()),
                entry.problem().orElse(entry.path()));
    }
}
