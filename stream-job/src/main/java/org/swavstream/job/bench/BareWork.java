package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.multicrop.MultiCrop;
import org.swavstream.operators.swav.SwavLearner;

/**
 * Crops and steps in one loop.
 *
 * <p>Owns what it is given.
 */
final class BareWork implements ModelWork {

    private final int batch;
    private final byte[] image;
    private final MultiCrop multiCrop;
    private final SwavLearner learner;
    private long step;

    BareWork(int batch, byte[] image, MultiCrop multiCrop, SwavLearner learner) {
        this.batch = batch;
        this.image = image;
        this.multiCrop = multiCrop;
        this.learner = learner;
    }

    @Override
    public void steps(int count) throws UnusableImageException {
        for (int i = 0; i < count; i++) {
            List<byte[]> samples = new ArrayList<>();
            for (int sample = 0; sample < batch; sample++) {
                samples.add(multiCrop.views(image, step * batch + sample));
            }
            learner.train(step++, samples);
        }
    }

    @Override
    public void close() {
        multiCrop.close();
        learner.close();
    }
}
