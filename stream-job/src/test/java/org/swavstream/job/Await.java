package org.swavstream.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits for what another process or thread will do. */
public final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Await() {}

    /** The first value of {@code attempt} that is there; an error after 30 s without one. */
    public static <T> T until(Callable<Optional<T>> attempt) throws Exception {
        Instant end = Instant.now().plus(LIMIT);
        while (Instant.now().isBefore(end)) {
            Optional<T> value = attempt.call();
            if (value.isPresent()) {
                return value.get();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("nothing within " + LIMIT.toSeconds() + " s");
    }
}
