package org.swavstream.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/**
 * A program that came to its end.
 *
 * @param said all of its output that was not redirected
 * @param status its exit status
 */
record ProgramRun(String said, int status) {

    static ProgramRun of(ProcessBuilder program) throws IOException, InterruptedException {
        Process process = program.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new ProgramRun(said, process.waitFor());
    }
}
