package org.swavstream.job.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An answer of the cluster that is asked for now and then, and not waited for.
 *
 * @param <T> the answer
 */
final class Polled<T> {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<CompletableFuture<T>> question;
    private T last;
    private CompletableFuture<T> pending;
    private long asked;

    /**
     * @param initial what is believed until the first answer
     */
    Polled(Supplier<CompletableFuture<T>> question, T initial) {
        this.question = question;
        this.last = initial;
        ask();
    }

    /** The last answer. Where the cluster cannot tell, as it is ending, the one before holds. */
    T last() {
        if (pending.isDone()) {
            last = pending.exceptionally(failure -> last).join();
            if (System.nanoTime() - asked > INTERVAL) {
                ask();
            }
        }
        return last;
    }

    /** The answer to the question asked now, waited for this once. */
    T now() {
        ask();
        pending.handle((answer, failure) -> answer).join();
        return last();
    }

    private void ask() {
        asked = System.nanoTime();
        pending = question.get();
    }
}
