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
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.TrunkSettings;
import org.swavstream.operators.swav.benchmark.OptimizerWorkload;

/** The update of all parameters of a model with 3,000 prototypes, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class OptimizerBenchmark {

    @Param({"resnet50", "resnet18"})
    public String trunk;

    private OptimizerWorkload ours;
    private OptimizerWorkload sgd;
    private OptimizerWorkload memory;

    @Setup
    public void prepare() {
        NativeLibraries.load(1);
        ModelSettings model =
                new ModelSettings(TrunkSettings.of(trunk, 1, Stem.IMAGENET), 2048, 128, 3000);
        ours = OptimizerWorkload.lars(model);
        sgd = OptimizerWorkload.libtorchSgd(model);
        memory = OptimizerWorkload.memory(model);
    }

    @Benchmark
    public void ours() {
        ours.run();
    }

    /** libtorch's SGD with momentum, without LARS. */
    @Benchmark
    public void plain() {
        sgd.run();
    }

    /** The limit: parameters, gradients and momentum read once, two of them written once. */
    @Benchmark
    public void memory() {
        memory.run();
    }

    @TearDown
    public void release() throws Exception {
        ours.close();
        sgd.close();
        memory.close();
    }
}
