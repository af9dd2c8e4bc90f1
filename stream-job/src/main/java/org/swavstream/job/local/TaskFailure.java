package org.swavstream.job.local;

import java.util.regex.Pattern;

/**
 * A failure after which Flink restarted a job, or gave it up.
 *
 * @param time milliseconds since 1970
 * @param cause its innermost cause, as one line
 */
public record TaskFailure(long time, String cause) {

    private static final Pattern CAUSE = Pattern.compile("(?m)^Caused by: (.*)$");

    static TaskFailure of(long time, String stackTrace) {
        String outermost = stackTrace.lines().findFirst().orElse("");
        return new TaskFailure(
                time,
                CAUSE.matcher(stackTrace)
                        .results()
                        .map(cause -> cause.group(1))
                        .reduce((outer, inner) -> inner)
                        .orElse(outermost));
    }
}
