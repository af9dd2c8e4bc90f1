package org.swavstream.job.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.swavstream.job.console.Console;
import org.swavstream.job.inspect.InspectionText;
import org.swavstream.job.inspect.SavepointInspection;
import org.swavstream.state.savepoint.Savepoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what a savepoint holds. */
@Command(
        name = "inspect",
        description = {
            "Show what a savepoint or checkpoint holds: models, steps, digests, queue, settings,"
                    + " and the offsets at which the source goes on.",
            "Tensors and the queue are read and their checksums compared. Those of images that wait"
                    + " for their step are compared when a job resumes."
        })
final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PATH", description = "folder of the savepoint or checkpoint")
    private String path;

    @Option(names = "--json", description = "as one JSON object")
    private boolean json;

    private final Console console;
    private final Launcher launcher;

    InspectCommand(Console console, Launcher launcher) {
        this.console = console;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException {
        LogFile.useNone();
        launcher.setUpFileSystems();
        try (Savepoint savepoint = Savepoint.open(path)) {
            SavepointInspection inspection = SavepointInspection.of(savepoint);
            if (json) {
                console.out().println(Json.of(inspection).toPrettyString());
            } else {
                InspectionText.of(inspection).forEach(console.out()::println);
            }
        }
        return ExitStatus.OK;
    }
}
