package org.swavstream.operators.swav;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.swavstream.operators.sample.CropGroup;

/**
 * Everything that decides what a learner computes, but its samples.
 *
 * @param model the network
 * @param loss what is predicted
 * @param queue features of earlier batches
 * @param optimizer how the parameters move
 * @param schedule how far they move
 * @param crops the views of a sample, group by group; two or more views
 * @param seed of the network's first parameters
 * @param compute where and how
 */
public record SwavSettings(
        ModelSettings model,
        LossSettings loss,
        QueueSettings queue,
        OptimizerSettings optimizer,
        Schedule schedule,
        List<CropGroup> crops,
        long seed,
        ComputeSettings compute)
        implements Serializable {

    public SwavSettings {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(compute, "compute");
        ModelSettings.requireStorable("ring of the queue", model.featureDim(), queue.length());
        crops = List.copyOf(crops);
        int views = CropGroup.views(crops);
        if (views < 2) {
            throw new IllegalArgumentException(
                    "crops %s give %d views: one predicts the other, so two are needed"
                            .formatted(crops, views));
        }
        if (loss.assignmentCrops().stream().anyMatch(crop -> crop >= views)) {
            throw new IllegalArgumentException(
                    "assignment crops %s: the crops %s give views 0 to %d only"
                            .formatted(loss.assignmentCrops(), crops, views - 1));
        }
    }

    /** Number of views of one sample. */
    public int views() {
        return CropGroup.views(crops);
    }

    /**
     * The crop groups as the trunk sees them: neighbours of one size are one group, whose batch
     * norms see all of its views together. The bytes of a sample are the same.
     */
    List<CropGroup> resolutions() {
        List<CropGroup> resolutions = new ArrayList<>();
        for (CropGroup group : crops) {
            int last = resolutions.size() - 1;
            if (last >= 0 && resolutions.get(last).side() == group.side()) {
                int count = resolutions.get(last).count() + group.count();
                resolutions.set(last, new CropGroup(count, group.side()));
            } else {
                resolutions.add(group);
            }
        }
        return resolutions;
    }
}
