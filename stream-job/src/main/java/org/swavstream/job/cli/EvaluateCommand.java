package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.swavstream.job.console.Console;
import org.swavstream.operators.evaluation.ModelFile;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.swav.Stem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: the paper's protocols on labelled images. */
@Command(
        name = "evaluate",
        description = {
            "Evaluate a model file on labelled images, beside the same network untrained: nearest"
                    + " neighbours, a linear classifier on frozen features, fine-tuning with few"
                    + " labels.",
            "IMAGES is what 'publish' takes."
        })
final class EvaluateCommand implements Callable<Integer> {

    private static final int DEFAULT_SIDE = 224;
    private static final int LEAST_SIDE = 8;
    private static final int MOST_SIDE = 1024;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "safetensors file with a ResNet by torchvision's names")
    private Path model;

    @Mixin private LabelledImagesOptions images;

    @Mixin private ProtocolOptions protocols;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            description =
                    "width and height of the views (default: that of the largest training crops, if"
                            + " the file says so; else 224)")
    private Integer side;

    @Option(
            names = "--stem",
            description =
                    "first layer, where the file does not say it: imagenet, small or"
                            + " small-stride-2")
    private Stem stem;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "seed of all that is random (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--trained-only", description = "leave out the untrained network")
    private boolean trainedOnly;

    @Option(
            names = "--device",
            defaultValue = "auto",
            description = "auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE})")
    private String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads of decoding, and of computing on the CPU (default: all cores)")
    private Integer threads;

    @Option(names = "--json", description = "end standard output with the result as a line of JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    private final Console console;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        LogFile.useNone();
        requireGoodOptions();
        Devices.Choice chosen = device();
        ModelFile file = ModelFile.open(model, Optional.ofNullable(stem));
        EvaluationSetting setting = setting(file, chosen);
        // First, so that one who waits sees them, and where the results go, which belong to them.
        setting.lines().forEach(console.out()::println);
        report(new EvaluationRun(file, setting, protocols.protocols(), chosen, console).run());
        return ExitStatus.OK;
    }

    private EvaluationSetting setting(ModelFile file, Devices.Choice chosen) throws IOException {
        ImageChoice choice = images.choice();
        return new EvaluationSetting(
                model,
                file.trunk(),
                choice,
                choice.sets(seed, console),
                side == null ? file.side().orElse(DEFAULT_SIDE) : side,
                chosen.name(),
                threads(),
                seed,
                trainedOnly ? OptionalLong.empty() : OptionalLong.of(file.seed().orElse(seed)));
    }

    private void report(EvaluationReport report) {
        report.lines().forEach(console.out()::println);
        if (json) {
            console.out().println(new EvaluationJson(report));
        }
    }

    private Devices.Choice device() {
        NativeLibraries.load(threads());
        try {
            return Devices.choose(device);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int threads() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    private void requireGoodOptions() throws IOException {
        List<String> problems = new ArrayList<>();
        Ranges ranges = new Ranges(problems);
        protocols.check(problems);
        ranges.between("--threads", threads(), 1, 1024);
        if (side != null) {
            ranges.between("--side", side, LEAST_SIDE, MOST_SIDE);
        }
        images.check(problems);
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
    }
}
