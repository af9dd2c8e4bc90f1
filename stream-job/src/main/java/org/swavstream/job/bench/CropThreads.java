package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.multicrop.MultiCrop;

/**
 * Threads that make crops of one image, as a job's multi-crop subtasks do.
 *
 * <p>Owns all that it is given, and its threads.
 */
final class CropThreads implements AutoCloseable {

    private record CropThread(MultiCrop multiCrop, ExecutorService thread) {}

    private final byte[] image;
    private final List<CropThread> all;
    private final AtomicLong seed = new AtomicLong();

    /** A batch that is on its way, in equal shares. */
    record Batch(List<Future<List<byte[]>>> shares) {

        /** Waits for it. */
        List<byte[]> samples() throws InterruptedException, ExecutionException {
            List<byte[]> samples = new ArrayList<>();
            for (Future<List<byte[]>> share : shares) {
                samples.addAll(share.get());
            }
            return samples;
        }
    }

    /**
     * @param multiCrops one for each thread
     */
    CropThreads(byte[] image, List<MultiCrop> multiCrops) {
        this.image = image;
        this.all =
                multiCrops.stream()
                        .map(crops -> new CropThread(crops, Executors.newSingleThreadExecutor()))
                        .toList();
    }

    /** Lets all of them make their share of a batch. */
    Batch begin(int batch) {
        List<Future<List<byte[]>>> shares = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            MultiCrop multiCrop = all.get(index).multiCrop();
            int samples = batch * (index + 1) / all.size() - batch * index / all.size();
            shares.add(all.get(index).thread().submit(() -> crops(multiCrop, samples)));
        }
        return new Batch(shares);
    }

    private List<byte[]> crops(MultiCrop multiCrop, int samples) throws UnusableImageException {
        List<byte[]> crops = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            crops.add(multiCrop.views(image, seed.getAndIncrement()));
        }
        return crops;
    }

    @Override
    public void close() {
        for (CropThread one : all) {
            one.thread().shutdown();
            one.multiCrop().close();
        }
    }
}
