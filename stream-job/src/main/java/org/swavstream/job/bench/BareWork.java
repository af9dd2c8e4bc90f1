package org.swavstream.job.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.multicrop.MultiCrop;
import org.swavstream.operators.swav.SwavLearner;

/** What a pipeline does, without the pipeline: crops and steps on the same images, in one loop. */
final class BareWork implements AutoCloseable {

    private final int batch;
    private final byte[] image;
    private final MultiCrop multiCrop;
    private final SwavLearner learner;
    private final OperatingSystemMXBean process =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long step;

    BareWork(int batch, byte[] image, MultiCrop multiCrop, SwavLearner learner) {
        this.batch = batch;
        this.image = image;
        this.multiCrop = multiCrop;
        this.learner = learner;
    }

    /** CPU time of this process for {@code steps} steps, in milliseconds. */
    double cpuMilliseconds(int steps) throws UnusableImageException {
        long begin = process.getProcessCpuTime();
        for (int i = 0; i < steps; i++) {
            List<byte[]> samples = new ArrayList<>();
            for (int sample = 0; sample < batch; sample++) {
                samples.add(multiCrop.views(image, step * batch + sample));
            }
            learner.train(step++, samples);
        }
        return (process.getProcessCpuTime() - begin) / 1e6;
    }

    @Override
    public void close() {
        multiCrop.close();
        learner.close();
    }
}
