package org.swavstream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.swavstream.image.kafka.RangeBound;
import org.swavstream.job.console.Console;
import org.swavstream.job.run.SwavTrainingJob;
import org.swavstream.job.run.TrainingJob;
import org.swavstream.operators.swav.Stem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line. */
@Command(
        name = "swav-stream",
        description =
                "Pretrains a vision model, continuously and exactly once, from images on Kafka.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, or stopped with a savepoint",
            "1:failed; one line on standard error says why",
            "2:an option or a setting is wrong",
            "130:interrupted before the end"
        })
public final class SwavStream implements Runnable {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "show the stack trace of an error")
    private boolean verbose;

    @Spec private CommandSpec spec;

    private SwavStream() {}

    /**
     * Executes a command. Started by {@code bin/swav-stream} it exits with the command's status;
     * started by {@code flink run} it returns, as the JVM is Flink's, and throws where it failed.
     */
    public static void main(String[] arguments) {
        Locale locale = Locale.getDefault();
        // Numbers are written in one way, whatever the language of the machine.
        Locale.setDefault(Locale.ROOT);
        try {
            execute(arguments);
        } finally {
            // A JVM of Flink's goes on, and speaks its own.
            Locale.setDefault(locale);
        }
    }

    private static void execute(String[] arguments) {
        Launcher launcher = Launcher.ofThisJvm();
        Console console = new Console(System.out, System.err, launcher.columns());
        int status = commandLine(new SwavTrainingJob(), console, launcher).execute(arguments);
        if (launcher.home().isPresent()) {
            System.exit(status);
        }
        if (status != ExitStatus.OK) {
            throw new IllegalStateException(
                    "swav-stream ended with exit status %d; the lines above say why"
                            .formatted(status));
        }
    }

    /** The command line with all its commands. */
    static CommandLine commandLine(TrainingJob training, Console console, Launcher launcher) {
        SwavStream root = new SwavStream();
        CommandLine commandLine = new CommandLine(root);
        commandLine.addSubcommand(new DemoCommand(training, console, launcher));
        commandLine.addSubcommand(new EvaluateCommand(console));
        commandLine.addSubcommand(new PresetsCommand(console));
        commandLine.addSubcommand(new PublishCommand(console));
        commandLine.addSubcommand(new ReplayCommand(training, console, launcher));
        commandLine.addSubcommand(new RunCommand(training, console, launcher));
        commandLine.addSubcommand(new SavepointsCommand(console, launcher));
        commandLine.addSubcommand(new InspectCommand(console, launcher));
        commandLine.addSubcommand(new DiffCommand(console, launcher));
        commandLine.addSubcommand(new ExportCommand(console, launcher));
        commandLine.addSubcommand(new SelfcheckCommand(console));
        commandLine.addSubcommand(new BenchCommand(console));
        FailureReporter reporter = new FailureReporter(console, () -> root.verbose);
        return commandLine
                .registerConverter(Preset.class, named(Preset.class))
                .registerConverter(PublishCommand.Order.class, named(PublishCommand.Order.class))
                .registerConverter(ProtocolOptions.Name.class, named(ProtocolOptions.Name.class))
                .registerConverter(Stem.class, named(Stem.class))
                .registerConverter(RangeBound.class, SwavStream::rangeBound)
                .setOut(new PrintWriter(console.out(), true, UTF_8))
                .setErr(new PrintWriter(console.err(), true, UTF_8))
                .setExecutionStrategy(SwavStream::run)
                .setParameterExceptionHandler(reporter)
                .setExecutionExceptionHandler(reporter);
    }

    /** As picocli does it, but an error takes the way of an exception. */
    private static int run(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (Error e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), e.toString(), e);
        }
    }

    /** Constants by the names that they give themselves; picocli would list those in Java, too. */
    private static <E extends Enum<E>> ITypeConverter<E> named(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        return name ->
                constants.stream()
                        .filter(constant -> constant.toString().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new TypeConversionException(
                                                "'%s' is not one of %s"
                                                        .formatted(name, constants)));
    }

    private static RangeBound rangeBound(String text) {
        try {
            return RangeBound.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
