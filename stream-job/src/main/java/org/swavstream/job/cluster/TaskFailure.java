package org.swavstream.job.cluster;

import java.util.regex.Pattern;

/**
 * A failure after which Flink restarted a job, or gave it up.
 *
 * @param time milliseconds since 1970
 * @param cause what its innermost cause says, as one line
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
                        .map(TaskFailure::said)
                        .orElseGet(() -> said(outermost)));
    }

    /** The message; a single word, or none, is nothing without the kind of failure. */
    private static String said(String throwable) {
        String[] parts = throwable.split(": ", 2);
        String kind = parts[0].substring(parts[0].lastIndexOf('.') + 1);
        String message = parts.length == 2 ? parts[1] : "";
        if (message.isEmpty()) {
            return kind;
        }
        return message.contains(" ") ? message : kind + ": " + message;
    }
}
