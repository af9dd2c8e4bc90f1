package org.swavstream.tests.benchmark;

import java.io.IOException;
import java.util.List;
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
import org.swavstream.image.UnusableImageException;
import org.swavstream.job.bench.BenchmarkImage;
import org.swavstream.operators.multicrop.AugmentationSettings;
import org.swavstream.operators.multicrop.CropGroupSettings;
import org.swavstream.operators.multicrop.Range;
import org.swavstream.operators.multicrop.benchmark.MultiCropWorkload;
import org.swavstream.operators.sample.CropGroup;

/** All views of a JPEG with SwAV's whole augmentation: two large ones and six small ones. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 2)
public class MultiCropBenchmark {

    /** Width and height of the image, side of the large views and of the small ones, pixels. */
    @Param({"500 375 224 96", "2000 1500 224 96"})
    public String pixels;

    private MultiCropWorkload work;

    @Setup
    public void prepare() throws IOException {
        String[] numbers = pixels.split(" ", 4);
        byte[] jpeg =
                BenchmarkImage.jpeg(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
        AugmentationSettings settings =
                AugmentationSettings.swav(
                        List.of(group(2, numbers[2], 0.14, 1), group(6, numbers[3], 0.05, 0.14)));
        work = new MultiCropWorkload(settings, jpeg);
    }

    private static CropGroupSettings group(int count, String side, double from, double to) {
        return new CropGroupSettings(
                new CropGroup(count, Integer.parseInt(side)), new Range(from, to));
    }

    @Benchmark
    public void ours() throws UnusableImageException {
        work.views(1);
    }

    /** The limit: decoding the image once at full size. */
    @Benchmark
    public void decoding() {
        work.decode(1);
    }

    @TearDown
    public void release() {
        work.close();
    }
}
