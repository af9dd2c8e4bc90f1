package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.swavstream.job.console.CommandException;
import org.swavstream.job.console.Console;
import org.swavstream.job.console.ParityTable;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.swav.parity.CaseResult;
import org.swavstream.operators.swav.parity.GoldenSource;
import org.swavstream.operators.swav.parity.ParityChecks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code selfcheck}: whether this machine computes SwAV as the reference does. */
@Command(
        name = "selfcheck",
        description = {
            "Check that this machine computes SwAV as its authors' code does: codes, loss and"
                    + " gradients, LARS, schedules, and whole training steps.",
            "Fails if one quantity is further from the recorded one than it may be."
        })
final class SelfcheckCommand implements Callable<Integer> {

    private static final int THREADS = 1;

    @Option(
            names = "--golden",
            paramLabel = "DIR",
            description = "check all *.safetensors in DIR in place of the cases that come along")
    private Path golden;

    @Option(
            names = "--device",
            defaultValue = "auto",
            description = "auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE})")
    private String device;

    @Option(names = "--json", description = "print one JSON object in place of the table")
    private boolean json;

    @Spec private CommandSpec spec;

    private final Console console;

    SelfcheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        LogFile.useNone();
        List<GoldenSource> sources = sources();
        NativeLibraries.load(THREADS);
        ParityChecks checks = checks();
        List<CaseResult> results = new ArrayList<>();
        ParityTable table = new ParityTable(checks.device());
        show(table.header());
        for (GoldenSource source : sources) {
            CaseResult result = checks.check(source);
            results.add(result);
            show(table.lines(result));
        }
        show(table.summary(results));
        if (json) {
            console.out().println(Json.of(new SelfcheckResult(checks.device(), results)));
        }
        requirePassed(results);
        return ExitStatus.OK;
    }

    private List<GoldenSource> sources() throws IOException {
        if (golden == null) {
            return GoldenSource.bundled();
        }
        if (!Files.isDirectory(golden)) {
            throw new CommandException("there is no folder %s".formatted(golden));
        }
        List<GoldenSource> sources = GoldenSource.in(golden);
        if (sources.isEmpty()) {
            throw new CommandException("no *.safetensors in folder %s".formatted(golden));
        }
        return sources;
    }

    private ParityChecks checks() {
        try {
            return new ParityChecks(device);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void show(List<String> lines) {
        if (!json) {
            lines.forEach(console.out()::println);
        }
    }

    private static void requirePassed(List<CaseResult> results) {
        List<String> failed =
                results.stream()
                        .filter(result -> !result.passed())
                        .map(ParityTable::failure)
                        .toList();
        if (!failed.isEmpty()) {
            throw new CommandException(
                    "%d of %d cases failed: %s"
                            .formatted(failed.size(), results.size(), String.join("; ", failed)));
        }
    }
}
