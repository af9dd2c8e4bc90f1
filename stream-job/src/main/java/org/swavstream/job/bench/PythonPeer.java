package org.swavstream.job.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.swavstream.job.console.CommandException;

/** Peers in Python. */
final class PythonPeer {

    private static final String FOLDER = "/bench/";
    private static final String NEEDS =
            "Python with torch and torchvision, Debian's python3-torch, python3-torchvision and libopenblas0-pthread for instance";

    private PythonPeer() {}

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
    static PeerProcess start(Path python, String script, int threads, List<?> arguments) {
        List<String> command = new ArrayList<>(List.of(python.toString(), "-c"));
        command.add(resource(script) + resource("turns.py"));
        arguments.forEach(argument -> command.add(String.valueOf(argument)));
        ProcessBuilder builder = new ProcessBuilder(command);
        String count = String.valueOf(threads);
        builder.environment().put("OMP_NUM_THREADS", count);
        builder.environment().put("OPENBLAS_NUM_THREADS", count);
        try {
            return new PeerProcess(script, NEEDS, builder);
        } catch (IOException e) {
            throw new CommandException(
                    "cannot start Python '%s': give an interpreter with --python".formatted(python),
                    e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = PythonPeer.class.getResourceAsStream(FOLDER + name)) {
            return new String(stream.readAllBytes(), UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
