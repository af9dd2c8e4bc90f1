package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.flink.util.IOUtils;

/**
 * The same work for several models beside each other.
 *
 * <p>Owns the works, and a thread for each.
 */
final class AllModels implements AutoCloseable {

    private final List<ModelWork> works;
    private final ExecutorService threads;

    AllModels(int models, Supplier<ModelWork> work) {
        this.works = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            works.add(work.get());
        }
        this.threads = Executors.newFixedThreadPool(models);
    }

    /** Makes {@code count} steps of each model. */
    void steps(int count) throws InterruptedException, ExecutionException {
        List<Callable<Void>> all = new ArrayList<>();
        for (ModelWork work : works) {
            all.add(
                    () -> {
                        work.steps(count);
                        return null;
                    });
        }
        for (Future<Void> done : threads.invokeAll(all)) {
            done.get();
        }
    }

    @Override
    public void close() throws Exception {
        threads.shutdown();
        IOUtils.closeAll(works);
    }
}
