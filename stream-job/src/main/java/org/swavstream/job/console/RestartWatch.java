package org.swavstream.job.console;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.swavstream.job.cluster.TaskFailure;

/** Tells of a job's restarts, each once. */
public final class RestartWatch {

    private static final Pattern OTHER_PRODUCER =
            Pattern.compile("(?i)fenced|old epoch|newer producer");

    private long lastTold;

    /**
     * @param latestFirst the failures that Flink remembers, which are not all
     * @param isOver whether the latest one ends the job: it is told as its end then
     * @param restartPoint what the job goes back to
     * @return what is to be told now
     */
    public Optional<String> notice(
            List<TaskFailure> latestFirst, BooleanSupplier isOver, String restartPoint) {
        List<TaskFailure> untold =
                latestFirst.stream().filter(failure -> failure.time() > lastTold).toList();
        if (untold.isEmpty()) {
            return Optional.empty();
        }
        Optional<TaskFailure> restart =
                untold.stream().skip(isOver.getAsBoolean() ? 1 : 0).findFirst();
        restart.ifPresent(failure -> lastTold = failure.time());
        return restart.map(
                failure ->
                        "The job failed and restarts from %s: %s%s"
                                .formatted(restartPoint, failure.cause(), advice(failure.cause())));
    }

    /** Kafka does not tell who took the transactions over, nor what to do about it. */
    private static String advice(String cause) {
        return OTHER_PRODUCER.matcher(cause).find()
                ? "; if another job writes with the same kafka.group-id and topic, stop one of them, or give it another kafka.group-id"
                : "";
    }
}
