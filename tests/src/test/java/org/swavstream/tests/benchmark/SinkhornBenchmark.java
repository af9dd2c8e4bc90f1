package org.swavstream.tests.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.swav.benchmark.SinkhornSize;
import org.swavstream.operators.swav.benchmark.SinkhornWorkload;

/** Codes of one assignment crop, 3 iterations, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class SinkhornBenchmark {

    /**
     * Rows of a queue, rows of the batch, prototypes. The paper's sizes, with and without queue.
     */
    @Param({"0 4096 3000", "3840 256 3000"})
    public String size;

    private SinkhornWorkload ours;
    private SinkhornWorkload plain;
    private SinkhornWorkload memory;

    @Setup
    public void prepare() {
        NativeLibraries.load(1);
        String[] numbers = size.split(" ", 3);
        SinkhornSize sizes =
                new SinkhornSize(
                        Integer.parseInt(numbers[0]),
                        Integer.parseInt(numbers[1]),
                        Integer.parseInt(numbers[2]));
        ours = SinkhornWorkload.ours(sizes);
        plain = SinkhornWorkload.plain(sizes);
        memory = SinkhornWorkload.memory(sizes);
    }

    @Benchmark
    public void ours() {
        ours.run();
    }

    /** The authors' formulation. */
    @Benchmark
    public void plain() {
        plain.run();
    }

    /** The limit: the matrix read twice an iteration. */
    @Benchmark
    public void memory() {
        memory.run();
    }

    @TearDown
    public void release() {
        ours.close();
        plain.close();
        memory.close();
    }
}
