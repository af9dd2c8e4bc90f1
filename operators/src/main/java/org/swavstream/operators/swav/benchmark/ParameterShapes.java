package org.swavstream.operators.swav.benchmark;

import java.util.List;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.swav.ComputeSettings;
import org.swavstream.operators.swav.LossSettings;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.QueueSettings;
import org.swavstream.operators.swav.Schedule;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.operators.swav.SwavSettings;

/** The shapes of a model's parameters. */
final class ParameterShapes {

    private ParameterShapes() {}

    static List<long[]> of(ModelSettings model) {
        SwavSettings settings =
                new SwavSettings(
                        model,
                        new LossSettings(0.1, 0.05, 3, List.of(0), 0),
                        new QueueSettings(0, 0),
                        new OptimizerSettings(0.9, 0, 0.001),
                        new Schedule.WarmupConstant(Schedule.Warmup.none(1)),
                        List.of(new CropGroup(2, 32)),
                        1,
                        ComputeSettings.on("cpu"));
        try (SwavLearner learner = new SwavLearner(settings)) {
            return learner.state().momentum().specs().stream()
                    .map(spec -> spec.shape().stream().mapToLong(Long::longValue).toArray())
                    .toList();
        }
    }
}
