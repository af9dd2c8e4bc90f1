package org.swavstream.job.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.swavstream.job.console.Console;
import org.swavstream.job.inspect.SavepointDifference;
import org.swavstream.state.savepoint.Savepoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code diff}: what differs between two savepoints. */
@Command(
        name = "diff",
        description = {
            "Show what differs between two savepoints or checkpoints: settings, steps, digests,"
                    + " source offsets, and for each tensor the largest difference."
        },
        exitCodeList = {
            "0:models and source offsets are the same, to the bit",
            "1:they differ; or failed, and one line on standard error says why",
            "2:an option is wrong",
            "130:interrupted before the end"
        })
final class DiffCommand implements Callable<Integer> {

    @Parameters(paramLabel = "A", description = "folder of a savepoint or checkpoint")
    private String first;

    @Parameters(paramLabel = "B", description = "folder of another one")
    private String second;

    private final Console console;
    private final Launcher launcher;

    DiffCommand(Console console, Launcher launcher) {
        this.console = console;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException {
        LogFile.useNone();
        launcher.setUpFileSystems();
        try (Savepoint a = Savepoint.open(first);
                Savepoint b = Savepoint.open(second)) {
            List<String> differences = SavepointDifference.of(a, b);
            differences.forEach(console.out()::println);
            if (differences.isEmpty()) {
                console.out().println("Models and source offsets are the same, to the bit.");
                return ExitStatus.OK;
            }
            return ExitStatus.FAILURE;
        }
    }
}
