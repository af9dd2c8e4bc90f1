package org.swavstream.job.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.swavstream.operators.multicrop.benchmark.MultiCropWorkload;
import org.swavstream.state.file.TemporaryFolder;

/** Views of images, without Flink. */
final class MultiCropPart {

    /** With this the JPEG is as long as one of a soft photograph, a fifth of a byte a pixel. */
    private static final float SOFT_QUALITY = 0.75f;

    /** With this it has half a byte a pixel, as ImageNet's have on average. */
    private static final float IMAGENET_QUALITY = 0.93f;

    private static final Target FAST = Target.atLeast(8);
    private static final Target NEAR = Target.atMost(3);
    private static final int THREADS = 2;

    /** So many that Java code is compiled, as in a job that runs for hours. */
    private static final int WARM_UP_IMAGES = 1000;

    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        List<BenchmarkRow> rows = new ArrayList<>();
        settleHeap(scope);
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            for (MultiCropSize size : sizes(scope)) {
                Path image = folder.path().resolve("image");
                Files.write(image, size.encoded());
                rows.addAll(measure(size, image, scope));
            }
        }
        rows.addAll(parallel(sizes(scope).get(0), scope));
        return rows;
    }

    private static List<MultiCropSize> sizes(BenchmarkScope scope) throws IOException {
        if (scope.tiny()) {
            byte[] jpeg = BenchmarkImage.jpeg(100, 75, SOFT_QUALITY);
            byte[] png = BenchmarkImage.png(28, 28);
            return List.of(
                    new MultiCropSize("JPEG 100x75", jpeg, 32, 16, 1, Target.NONE, Target.NONE),
                    new MultiCropSize("PNG 28x28", png, 28, 12, 1, Target.NONE, Target.NONE));
        }
        byte[] soft = BenchmarkImage.jpeg(500, 375, SOFT_QUALITY);
        byte[] dense = BenchmarkImage.jpeg(500, 375, IMAGENET_QUALITY);
        byte[] png96 = BenchmarkImage.png(96, 96);
        byte[] png28 = BenchmarkImage.png(28, 28);
        return List.of(
                new MultiCropSize("JPEG 500x375", soft, 224, 96, 200, FAST, NEAR),
                new MultiCropSize("JPEG 500x375", dense, 224, 96, 200, FAST, NEAR),
                new MultiCropSize("PNG 96x96", png96, 96, 48, 600, FAST, Target.NONE),
                new MultiCropSize("PNG 28x28", png28, 28, 12, 500, FAST, Target.NONE));
    }

    /** The first sizes have the longest views, which fill the heap the fastest. */
    private static void settleHeap(BenchmarkScope scope) throws Exception {
        if (!scope.tiny()) {
            scope.say("multicrop: making views until the heap has its size");
            try (MultiCropWorkload work = workload(sizes(scope).get(0))) {
                SettledHeap.after(() -> work.views(WARM_UP_IMAGES / 10));
            }
        }
    }

    private static List<BenchmarkRow> measure(MultiCropSize size, Path image, BenchmarkScope scope)
            throws Exception {
        int images = size.images();
        try (MultiCropWorkload work = workload(size)) {
            work.views(scope.size(WARM_UP_IMAGES, 1));
            return scope.compare(size.toString(), rate(images), Timed.cpu(() -> work.views(images)))
                    .againstPython(
                            "torchvision + Pillow",
                            "multicrop.py",
                            List.of(image, images, size.large(), size.small()),
                            Ratio.OURS_TO_PEER,
                            size.wanted())
                    .against(
                            "limit: decoding it once",
                            Timed.cpu(() -> work.decode(images)),
                            Ratio.PEER_TO_OURS,
                            size.limit())
                    .rows();
        }
    }

    private static MultiCropWorkload workload(MultiCropSize size) {
        return new MultiCropWorkload(size.augmentation(), size.encoded());
    }

    private static Unit rate(int images) {
        return Unit.perSecond("images/s", images);
    }

    /** As subtasks do it: each thread has everything of its own. */
    private static List<BenchmarkRow> parallel(MultiCropSize size, BenchmarkScope scope)
            throws Exception {
        int images = size.images() * THREADS;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (MultiCropWorkload first = workload(size);
                MultiCropWorkload second = workload(size)) {
            List<Callable<Void>> halves =
                    List.of(half(first, size.images()), half(second, size.images()));
            return scope.compare(
                            "%s, %d threads".formatted(size, THREADS),
                            rate(images),
                            Timed.of(
                                    () -> {
                                        for (Future<Void> half : threads.invokeAll(halves)) {
                                            half.get();
                                        }
                                    }))
                    .against(
                            "one thread",
                            Timed.of(() -> first.views(images)),
                            Ratio.OURS_TO_PEER,
                            Target.NONE)
                    .rows();
        } finally {
            threads.shutdown();
        }
    }

    private static Callable<Void> half(MultiCropWorkload work, int images) {
        return () -> {
            work.views(images);
            return null;
        };
    }
}
