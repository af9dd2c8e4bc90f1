package org.swavstream.job.console;

import java.time.Duration;
import java.util.Optional;

/** Tells when Kafka stops to answer, and when it answers again. */
final class KafkaWatch {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private long answers;
    private Duration lastAnswer = Duration.ZERO;
    private boolean told;

    /**
     * @param answers how many Kafka has given so far
     * @param time since the watching began
     * @return what is to be told now, once for each change
     */
    public Optional<String> notice(long answers, Duration time) {
        if (answers > this.answers) {
            this.answers = answers;
            lastAnswer = time;
        }
        boolean silent = time.minus(lastAnswer).compareTo(LIMIT) > 0;
        if (silent == told) {
            return Optional.empty();
        }
        told = silent;
        return Optional.of(
                silent
                        ? "Kafka has not answered for %d s; the job waits for it"
                                .formatted(LIMIT.toSeconds())
                        : "Kafka answers again");
    }
}
