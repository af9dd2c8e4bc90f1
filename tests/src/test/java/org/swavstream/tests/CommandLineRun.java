package org.swavstream.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.swavstream.job.cli.SwavStream;

/**
 * What a command of {@code swav-stream} said.
 *
 * @param out its standard output
 * @param err its standard error
 * @param status its exit status
 */
record CommandLineRun(String out, String err, int status) {

    private static final Pattern STATUS = Pattern.compile(" exit status (\\d+);");
    private static final Pattern SAVEPOINT = Pattern.compile("(?m)^Savepoint: (.+)$");

    /** The path of the savepoint that the command ended with, as it printed it. */
    String savepoint() {
        Matcher printed = SAVEPOINT.matcher(out);
        if (!printed.find()) {
            throw new AssertionError("no savepoint in: " + out + err);
        }
        return printed.group(1);
    }

    boolean failed() {
        return status != 0;
    }

    /** Asserts that it failed with one line that has all these parts, and did nothing. */
    void assertRefused(String... reasons) {
        assertThat(failed()).as(out).isTrue();
        assertThat(err.lines()).singleElement().asString().contains(reasons);
        assertThat(out).isEmpty();
    }

    /** Asserts that it ended as {@code --help} says of a setting that is wrong. */
    void assertIsWrongSetting(String... reasons) {
        assertThat(status).as(out).isEqualTo(2);
        assertThat(err).contains(reasons);
    }

    /** Executes {@code export}. */
    static CommandLineRun export(String snapshot, Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("export", "--savepoint", snapshot));
        arguments.addAll(List.of("--out", file.toString()));
        arguments.addAll(List.of(more));
        return of(arguments.toArray(String[]::new));
    }

    /** Executes a command in this JVM. */
    static CommandLineRun of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        int status = 0;
        try {
            SwavStream.main(arguments);
        } catch (IllegalStateException e) {
            status = status(e);
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
        return new CommandLineRun(out.toString(UTF_8), err.toString(UTF_8), status);
    }

    private static int status(IllegalStateException failure) {
        Matcher said = STATUS.matcher(failure.getMessage());
        if (!said.find()) {
            throw failure;
        }
        return Integer.parseInt(said.group(1));
    }
}
