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
import org.swavstream.job.bench.StepSize;
import org.swavstream.job.bench.StepWorkload;
import org.swavstream.operators.natives.NativeLibraries;

/** Whole training steps with 3,000 prototypes, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class StepBenchmark {

    /** Trunk, crop groups, samples of the batch. */
    @Param({"resnet18 2x64 32", "resnet50 2x96,4x48 8"})
    public String step;

    private StepWorkload work;

    @Setup
    public void prepare() {
        NativeLibraries.load(1);
        String[] parts = step.split(" ", 3);
        work = new StepWorkload(new StepSize(parts[0], parts[1], Integer.parseInt(parts[2])));
    }

    @Benchmark
    public void ours() {
        work.run();
    }

    @TearDown
    public void release() {
        work.close();
    }
}
