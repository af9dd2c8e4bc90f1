package org.swavstream.job.cli;

/** What a command tells the shell; {@code --help} lists the same. */
final class ExitStatus {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
