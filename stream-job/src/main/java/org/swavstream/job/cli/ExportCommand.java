package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.swavstream.job.console.Console;
import org.swavstream.state.export.ModelExport;
import org.swavstream.state.safetensors.OutputFile;
import org.swavstream.state.savepoint.ModelSnapshot;
import org.swavstream.state.savepoint.Savepoint;
import org.swavstream.state.tensor.TensorSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export}: a model of a savepoint as a safetensors file. */
@Command(
        name = "export",
        description = {
            "Write a model of a savepoint or checkpoint as a safetensors file.",
            "The trunk's tensors have torchvision's names; the rest is projection_head.* and"
                    + " prototypes.weight."
        })
final class ExportCommand implements Callable<Integer> {

    @Option(
            names = "--savepoint",
            required = true,
            paramLabel = "PATH",
            description = "folder of the savepoint or checkpoint")
    private String path;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "file to write; one that is there is replaced, a symbolic link followed")
    private Path out;

    @Option(
            names = "--trunk-only",
            description = "leave out the projection head and the prototypes")
    private boolean trunkOnly;

    @Mixin private ModelOption model;

    private final Console console;
    private final Launcher launcher;

    ExportCommand(Console console, Launcher launcher) {
        this.console = console;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException {
        LogFile.useNone();
        launcher.setUpFileSystems();
        // Before time is spent on the savepoint.
        OutputFile.of(out);
        try (Savepoint savepoint = Savepoint.open(path)) {
            ModelSnapshot snapshot = model.of(savepoint);
            List<TensorSpec> tensors = new ModelExport(snapshot, trunkOnly).write(out);
            say(snapshot, tensors);
        }
        return ExitStatus.OK;
    }

    private void say(ModelSnapshot snapshot, List<TensorSpec> tensors) throws IOException {
        console.out()
                .printf(
                        "%s: model %s after step %,d, %,d tensors, %,d bytes%n",
                        out,
                        snapshot.model(),
                        snapshot.progress().step(),
                        tensors.size(),
                        tensors.stream().mapToLong(TensorSpec::bytes).sum());
    }
}
