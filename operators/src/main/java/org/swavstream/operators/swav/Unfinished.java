package org.swavstream.operators.swav;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What a constructor has made so far, in native memory: released by {@link #close}, unless the
 * constructor comes to its end.
 */
final class Unfinished implements AutoCloseable {

    private final Deque<Runnable> releases = new ArrayDeque<>();

    /** Takes something that {@code release} would release; returns it. */
    <T> T add(T made, Consumer<T> release) {
        releases.push(() -> release.accept(made));
        return made;
    }

    /** All is made, and belongs to its owner. */
    void finish() {
        releases.clear();
    }

    @Override
    public void close() {
        releases.forEach(Runnable::run);
    }
}
