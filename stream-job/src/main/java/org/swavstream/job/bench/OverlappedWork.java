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
import org.swavstream.operators.swav.SwavLearner;

/**
 * What a pipeline does, on as many threads, without the pipeline: while a step runs, other threads
 * make the crops of the next.
 *
 * <p>Owns all that it is given, and its threads.
 */
final class OverlappedWork implements AutoCloseable {

    private final int batch;
    private final byte[] image;
    private final List<MultiCrop> multiCrops;
    private final SwavLearner learner;
    private final ExecutorService threads;
    private final AtomicLong seed = new AtomicLong();
    private List<Future<List<byte[]>>> next;
    private long step;

    /**
     * @param multiCrops one for each thread that makes crops
     */
    OverlappedWork(int batch, byte[] image, List<MultiCrop> multiCrops, SwavLearner learner) {
        this.batch = batch;
        this.image = image;
        this.multiCrops = List.copyOf(multiCrops);
        this.learner = learner;
        this.threads = Executors.newFixedThreadPool(multiCrops.size());
        this.next = beginBatch();
    }

    void steps(int count) throws InterruptedException, ExecutionException {
        for (int i = 0; i < count; i++) {
            List<byte[]> samples = new ArrayList<>();
            for (Future<List<byte[]>> share : next) {
                samples.addAll(share.get());
            }
            next = beginBatch();
            learner.train(step++, samples);
        }
    }

    private List<Future<List<byte[]>>> beginBatch() {
        List<Future<List<byte[]>>> shares = new ArrayList<>();
        int sharers = multiCrops.size();
        for (int sharer = 0; sharer < sharers; sharer++) {
            MultiCrop multiCrop = multiCrops.get(sharer);
            int samples = batch * (sharer + 1) / sharers - batch * sharer / sharers;
            shares.add(threads.submit(() -> crops(multiCrop, samples)));
        }
        return shares;
    }

    private List<byte[]> crops(MultiCrop multiCrop, int samples) throws UnusableImageException {
        List<byte[]> crops = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            crops.add(multiCrop.views(image, seed.getAndIncrement()));
        }
        return crops;
    }

    @Override
    public void close() throws Exception {
        for (Future<List<byte[]>> share : next) {
            share.get();
        }
        threads.shutdown();
        multiCrops.forEach(MultiCrop::close);
        learner.close();
    }
}
