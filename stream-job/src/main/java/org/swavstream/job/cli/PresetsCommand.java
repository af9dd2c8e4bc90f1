package org.swavstream.job.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.swavstream.job.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code presets}: the recipes that {@code run --preset} knows. */
@Command(
        name = "presets",
        description = {
            "List the presets of 'run --preset', or print one as YAML.",
            "What is printed can be kept, changed and given to 'run --config'."
        })
final class PresetsCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "print this one: ${COMPLETION-CANDIDATES}")
    private Preset preset;

    private final Console console;

    PresetsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (preset == null) {
            list();
        } else {
            console.out().print(preset.yaml());
        }
        return ExitStatus.OK;
    }

    private void list() {
        for (Preset known : Preset.values()) {
            console.out().println("%-15s %s".formatted(known, known.summary()));
        }
    }
}
