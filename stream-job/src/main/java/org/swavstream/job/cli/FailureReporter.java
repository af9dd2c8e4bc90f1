package org.swavstream.job.cli;

import java.util.function.BooleanSupplier;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.job.console.CauseChain;
import org.swavstream.job.console.CommandException;
import org.swavstream.job.console.Console;
import org.swavstream.job.console.ErrorMessages;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Tells a person of a failure: one line, and the stack trace where it is asked for.
 *
 * @param console where it is told
 * @param verbose whether the stack trace is asked for
 */
record FailureReporter(Console console, BooleanSupplier verbose)
        implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        // Picocli doubles a word.
        String said = failure.getMessage().replace("for option option ", "for option ");
        String message = ErrorMessages.of(new CommandException(said, failure));
        return tell("%s; see '%s --help'".formatted(message, command), failure, ExitStatus.USAGE);
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, ParseResult parsed) {
        boolean usage = CauseChain.of(failure).first(ConfigurationException.class).isPresent();
        String log = LogFile.current().map(file -> " (log: " + file + ")").orElse("");
        String message = ErrorMessages.of(failure);
        return usage
                ? tell(message, failure, ExitStatus.USAGE)
                : tell(message + log, failure, ExitStatus.FAILURE);
    }

    private int tell(String message, Exception failure, int status) {
        console.err().println("swav-stream: " + message);
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(console.err());
        }
        return status;
    }
}
