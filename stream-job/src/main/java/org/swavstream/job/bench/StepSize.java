package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.swav.ComputeSettings;
import org.swavstream.operators.swav.LossSettings;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.QueueSettings;
import org.swavstream.operators.swav.Schedule;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.operators.swav.TrunkSettings;

/**
 * What decides the time of a training step.
 *
 * @param trunk {@code resnet18} or another
 * @param crops COUNTxSIDE for each group, separated by commas
 * @param batch samples
 * @param prototypes number K
 * @param queue rows for each of two assignment crops, full; 0 for none
 */
public record StepSize(String trunk, String crops, int batch, int prototypes, int queue) {

    private static final int HEAD = 2048;
    static final int FEATURES = 128;

    /** With the authors' 3,000 prototypes and no queue. */
    public StepSize(String trunk, String crops, int batch) {
        this(trunk, crops, batch, 3000, 0);
    }

    SwavSettings settings() {
        TrunkSettings shape = TrunkSettings.of(trunk, 1, Stem.IMAGENET);
        return new SwavSettings(
                new ModelSettings(shape, HEAD, FEATURES, prototypes),
                new LossSettings(0.1, 0.05, 3, List.of(0, 1), 0),
                new QueueSettings(queue, 0),
                new OptimizerSettings(0.9, 1e-6, 0.001),
                new Schedule.WarmupConstant(Schedule.Warmup.none(0.6)),
                groups(),
                1,
                ComputeSettings.on("cpu"));
    }

    List<CropGroup> groups() {
        List<CropGroup> groups = new ArrayList<>();
        for (String group : crops.split(",", -1)) {
            int[] numbers =
                    Arrays.stream(group.split("x", 2)).mapToInt(Integer::parseInt).toArray();
            groups.add(new CropGroup(numbers[0], numbers[1]));
        }
        return groups;
    }

    /** For the peer in Python. */
    List<Object> arguments(String memoryFormat) {
        return List.of(trunk, crops, batch, prototypes, queue, memoryFormat);
    }

    @Override
    public String toString() {
        return "%s, %s, batch %d".formatted(trunk, crops.replace(",", " + "), batch);
    }
}
