package org.swavstream.operators.evaluation;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.multicrop.AugmentationSettings;
import org.swavstream.operators.multicrop.MultiCrop;

/**
 * Reads and decodes images and makes a view of each, by several threads, ahead of the consumer.
 * Whatever the threads, the views come in the order of the images and are the same.
 *
 * <p>Owns: the threads and their native memory; released by {@link #close}. To be used by one
 * thread.
 */
public final class ViewLoader implements AutoCloseable {

    private final int side;
    private final ExecutorService executor;
    private final BlockingQueue<MultiCrop> idle;

    /** Takes views as they are ready. */
    @FunctionalInterface
    interface Taker {

        /**
         * @param done images of the whole so far, broken ones included
         */
        void take(LoadedViews views, int done);
    }

    /**
     * @param side width and height of the views in pixels
     * @param threads from 1
     * @param maxPixels the most pixels (width × height) that an image may have
     */
    public ViewLoader(int side, int threads, long maxPixels) {
        this.side = side;
        this.executor = Executors.newFixedThreadPool(threads, ViewLoader::daemon);
        this.idle = new ArrayBlockingQueue<>(threads);
        for (int i = 0; i < threads; i++) {
            idle.add(new MultiCrop(AugmentationSettings.classifier(side), maxPixels));
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "views");
        thread.setDaemon(true);
        return thread;
    }

    /** Width and height of the views in pixels. */
    int side() {
        return side;
    }

    /**
     * Loads all images, a batch at a time. A broken image makes its batch smaller, and never moves
     * another one into it; a batch of broken images only is left out.
     *
     * @param batchSize images of a batch, from 1
     * @throws IOException if an image cannot be read; one that can be read but not decoded is only
     *     noted as broken
     */
    void load(LabelledImages images, ViewRecipe recipe, int batchSize, Taker taker)
            throws IOException {
        Deque<Future<View>> ahead = new ArrayDeque<>();
        int begun = 0;
        try {
            for (int from = 0; from < images.size(); from += batchSize) {
                int to = Math.min(images.size(), from + batchSize);
                for (; begun < Math.min(images.size(), to + batchSize); begun++) {
                    int number = begun;
                    ahead.add(executor.submit(() -> view(images, recipe, number)));
                }
                LoadedViews batch = batch(images, from, to, ahead);
                if (!batch.views().isEmpty()) {
                    taker.take(batch, to);
                }
            }
        } finally {
            ahead.forEach(view -> view.cancel(false));
        }
    }

    /** A view, or why there is none. */
    private record View(byte[] pixels, String fault) {}

    private View view(LabelledImages images, ViewRecipe recipe, int number) throws Exception {
        byte[] encoded = images.encoded(number);
        MultiCrop multiCrop = idle.take();
        try {
            return new View(recipe.render(multiCrop, encoded, side, images.position(number)), null);
        } catch (UnusableImageException e) {
            return new View(null, e.getMessage());
        } finally {
            idle.add(multiCrop);
        }
    }

    private static LoadedViews batch(
            LabelledImages images, int from, int to, Deque<Future<View>> ahead) throws IOException {
        List<byte[]> views = new ArrayList<>();
        List<Integer> classes = new ArrayList<>();
        for (int number = from; number < to; number++) {
            View view = await(ahead.remove());
            if (view.fault() == null) {
                views.add(view.pixels());
                classes.add(images.classOf(number));
            } else {
                images.broken().add(images.id(number), view.fault());
            }
        }
        return new LoadedViews(views, classes.stream().mapToInt(Integer::intValue).toArray());
    }

    private static View await(Future<View> view) throws IOException {
        try {
            return view.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException("a view cannot be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while images were read", e);
        }
    }

    /**
     * Waits for what the threads have begun. If this is interrupted, they end by themselves, and
     * their native memory is left to the garbage collector.
     */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS)) {
                idle.forEach(MultiCrop::close);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
