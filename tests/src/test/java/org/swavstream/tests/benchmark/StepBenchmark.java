package org.swavstream.tests.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.swav.ComputeSettings;
import org.swavstream.operators.swav.LossSettings;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.QueueSettings;
import org.swavstream.operators.swav.Schedule;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.operators.swav.TrunkSettings;

/** Whole training steps with 3,000 prototypes, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class StepBenchmark {

    /** Trunk, samples of the batch, side of two views and of four others. */
    @Param({"resnet18 32 64 32", "resnet50 8 96 48"})
    public String step;

    private final List<byte[]> samples = new ArrayList<>();
    private SwavLearner learner;
    private long steps;

    @Setup
    public void prepare() {
        NativeLibraries.load(1);
        String[] parts = step.split(" ", 4);
        List<CropGroup> crops =
                List.of(
                        new CropGroup(2, Integer.parseInt(parts[2])),
                        new CropGroup(4, Integer.parseInt(parts[3])));
        learner =
                new SwavLearner(
                        new SwavSettings(
                                new ModelSettings(
                                        TrunkSettings.of(parts[0], 1, Stem.IMAGENET),
                                        2048,
                                        128,
                                        3000),
                                new LossSettings(0.1, 0.05, 3, List.of(0, 1), 0),
                                new QueueSettings(0, 0),
                                new OptimizerSettings(0.9, 1e-6, 0.001),
                                new Schedule.WarmupConstant(Schedule.Warmup.none(0.6)),
                                crops,
                                1,
                                ComputeSettings.on("cpu")));
        Random random = new Random(1);
        for (int sample = 0; sample < Integer.parseInt(parts[1]); sample++) {
            byte[] views = new byte[CropGroup.bytes(crops)];
            random.nextBytes(views);
            samples.add(views);
        }
    }

    @Benchmark
    public void ours() {
        learner.train(steps++, samples);
    }

    @TearDown
    public void release() {
        learner.close();
    }
}
