package org.swavstream.job.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.swavstream.job.console.CommandException;

/**
 * A peer in Python, in a process of its own: it prepares itself and says {@code ready}; then it
 * does its work once for every {@code go} on its standard input, and answers with the milliseconds
 * that it took. It waits in between, so it can be measured in turns with ours.
 *
 * <p>Owns: the process, which ends by {@link #close}.
 */
final class PythonPeer implements Timed, AutoCloseable {

    private static final String FOLDER = "/bench/";
    private static final String READY = "ready";
    private static final String GO = "go";

    private final String script;
    private final Process process;
    private final BufferedWriter input;
    private final BufferedReader output;

    /**
     * Starts a script and waits until it is prepared.
     *
     * @param python the interpreter
     * @param script name of a resource in the folder {@code bench}; it defines a function {@code
     *     prepare(arguments)} that returns the work as a function
     * @param threads of libtorch and OpenBLAS
     * @param arguments of the script
     * @throws CommandException if it does not get ready; the message has the reason
     */
    PythonPeer(Path python, String script, int threads, List<?> arguments) {
        this.script = script;
        List<String> command = new ArrayList<>(List.of(python.toString(), "-c"));
        command.add(resource(script) + resource("turns.py"));
        arguments.forEach(argument -> command.add(String.valueOf(argument)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        String count = String.valueOf(threads);
        builder.environment().put("OMP_NUM_THREADS", count);
        builder.environment().put("OPENBLAS_NUM_THREADS", count);
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new CommandException(
                    "cannot start Python '%s': give an interpreter with --python".formatted(python),
                    e);
        }
        this.input = process.outputWriter(UTF_8);
        this.output = process.inputReader(UTF_8);
        expect(READY);
    }

    private static String resource(String name) {
        try (InputStream stream = PythonPeer.class.getResourceAsStream(FOLDER + name)) {
            return new String(stream.readAllBytes(), UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double once() {
        try {
            input.write(GO + "\n");
            input.flush();
        } catch (IOException e) {
            throw ended(answers(), e);
        }
        return Double.parseDouble(expect("[0-9.e+-]+"));
    }

    /** The line that answers; what stands before it, warnings for instance, is passed over. */
    private String expect(String pattern) {
        List<String> lines = new ArrayList<>();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.matches(pattern)) {
                    return line;
                }
                lines.add(line);
            }
        } catch (IOException e) {
            throw ended(lines, e);
        }
        throw ended(lines, null);
    }

    private List<String> answers() {
        return output.lines().toList();
    }

    private CommandException ended(List<String> lines, IOException cause) {
        String last = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        return new CommandException(
                ("the peer %s has ended (%s); it needs Python with torch and torchvision,"
                                + " Debian's python3-torch, python3-torchvision and libopenblas0-pthread for instance")
                        .formatted(script, last),
                cause);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
