package org.swavstream.job.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a benchmark is to be made.
 *
 * @param repetitions turns that count, from 1
 * @param tiny sizes that take a moment: whether everything runs, and nothing about speed
 * @param threads of libtorch and OpenBLAS, from 1
 * @param python the interpreter that peers in Python run in; without it they are left out
 * @param progress gets a line whenever something is done
 */
public record BenchmarkScope(
        int repetitions,
        boolean tiny,
        int threads,
        Optional<Path> python,
        Consumer<String> progress) {

    /** Begins a comparison of {@code ours} with peers. */
    Comparison compare(String what, Unit unit, Timed ours) {
        return new Comparison(this, what, unit, ours);
    }

    /** The usual size, or the one for a tiny run. */
    <T> T size(T usual, T tiniest) {
        return tiny ? tiniest : usual;
    }

    void say(String status) {
        progress.accept(status);
    }
}
