package org.swavstream.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.swavstream.job.cli.SwavStream;

/**
 * What a command of {@code swav-stream} said.
 *
 * @param out its standard output
 * @param err its standard error
 * @param failed whether its exit status was not 0
 */
record CommandLineRun(String out, String err, boolean failed) {

    /** Executes a command in this JVM. */
    static CommandLineRun of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        boolean failed = false;
        try {
            SwavStream.main(arguments);
        } catch (IllegalStateException e) {
            failed = true;
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
        return new CommandLineRun(out.toString(UTF_8), err.toString(UTF_8), failed);
    }
}
