package org.swavstream.job.bench;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.swavstream.operators.swav.SwavLearner;

/**
 * Steps on as many threads as in a pipeline: while one runs, others make the crops of the next.
 *
 * <p>Owns the learner.
 */
final class OverlappedWork implements ModelWork {

    private final int batch;
    private final CropThreads crops;
    private final SwavLearner learner;
    private CropThreads.Batch next;
    private long step;

    OverlappedWork(int batch, CropThreads crops, SwavLearner learner) {
        this.batch = batch;
        this.crops = crops;
        this.learner = learner;
        this.next = crops.begin(batch);
    }

    @Override
    public void steps(int count) throws InterruptedException, ExecutionException {
        for (int i = 0; i < count; i++) {
            List<byte[]> samples = next.samples();
            next = crops.begin(batch);
            learner.train(step++, samples);
        }
    }

    @Override
    public void close() throws InterruptedException, ExecutionException {
        next.samples();
        learner.close();
    }
}
