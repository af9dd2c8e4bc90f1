package org.swavstream.job.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.swavstream.job.console.CommandException;

/**
 * A peer in a process of its own: it prepares itself and says {@code ready}; then it does its work
 * once for every {@code go} on its standard input, and answers with the milliseconds that it took.
 * It waits in between, so it can be measured in turns with ours, and ends with its standard input.
 *
 * <p>Owns: the process, which ends by {@link #close}.
 */
final class PeerProcess implements Timed, AutoCloseable {

    static final String READY = "ready";
    private static final String GO = "go";

    private final String name;
    private final String needs;
    private final Process process;
    private final BufferedWriter input;
    private final BufferedReader output;

    /**
     * Starts a peer and waits until it is prepared.
     *
     * @param name of the peer, for a person
     * @param needs what a peer that ends may have missed
     * @throws IOException if the process does not start
     * @throws CommandException if it does not get ready; the message has the reason
     */
    PeerProcess(String name, String needs, ProcessBuilder process) throws IOException {
        this.name = name;
        this.needs = needs;
        this.process = process.redirectErrorStream(true).start();
        this.input = this.process.outputWriter(UTF_8);
        this.output = this.process.inputReader(UTF_8);
        expect(READY);
    }

    @Override
    public double once() {
        try {
            input.write(GO + "\n");
            input.flush();
        } catch (IOException e) {
            throw ended(output.lines().toList(), e);
        }
        return Double.parseDouble(expect("[0-9.eE+-]+"));
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

    private CommandException ended(List<String> lines, IOException cause) {
        String last = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        return new CommandException(
                "the peer %s has ended (%s); it needs %s".formatted(name, last, needs), cause);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
