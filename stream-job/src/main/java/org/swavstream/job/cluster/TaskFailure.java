package org.swavstream.job.cluster;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A failure after which Flink restarted a job, or gave it up.
 *
 * @param time milliseconds since 1970
 * @param cause what the outermost exception of this project says, which is written for a person,
 *     else what the innermost cause says; one line
 */
public record TaskFailure(long time, String cause) {

    private static final Pattern FAILURE = Pattern.compile("(?m)(?:\\A|^Caused by: )(.*)$");

    /** How the names of this project's exceptions begin. */
    private static final String OURS = "org.swavstream.";

    static TaskFailure of(long time, String stackTrace) {
        List<String> failures =
                FAILURE.matcher(stackTrace).results().map(failure -> failure.group(1)).toList();
        String innermost = failures.get(failures.size() - 1);
        return new TaskFailure(
                time,
                failures.stream()
                        .filter(failure -> failure.startsWith(OURS))
                        .findFirst()
                        .map(TaskFailure::said)
                        .orElseGet(() -> said(innermost)));
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
