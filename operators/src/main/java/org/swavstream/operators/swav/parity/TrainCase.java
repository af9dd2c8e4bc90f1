package org.swavstream.operators.swav.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.swav.Block;
import org.swavstream.operators.swav.ComputeSettings;
import org.swavstream.operators.swav.LossSettings;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.QueueSettings;
import org.swavstream.operators.swav.Schedule;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.operators.swav.TrunkSettings;

/** The settings of a case of kind {@code train}. */
record TrainCase(GoldenCase golden) {

    private static final Pattern CROPS = Pattern.compile("(\\d+)x(\\d+)");

    SwavSettings settings(ComputeSettings compute) {
        return new SwavSettings(
                model(),
                loss(),
                new QueueSettings(golden.integer("queue"), 0),
                new OptimizerSettings(
                        golden.number("momentum"),
                        golden.number("weight_decay"),
                        golden.number("trust_coefficient")),
                new Schedule.WarmupConstant(Schedule.Warmup.none(1)), // the case has a rate a step
                crops(),
                0,
                compute);
    }

    private ModelSettings model() {
        Block block = Block.valueOf(golden.text("block").toUpperCase(Locale.ROOT));
        return new ModelSettings(
                new TrunkSettings(
                        block, golden.integers("layers"), golden.integer("width"), Stem.IMAGENET),
                golden.integer("hidden"),
                golden.integer("feature_dim"),
                golden.integer("prototypes"));
    }

    private LossSettings loss() {
        return new LossSettings(
                golden.number("temperature"),
                golden.number("epsilon"),
                golden.integer("iterations"),
                golden.integers("assign", List.of(0, 1)),
                golden.integer("freeze_prototypes_steps"));
    }

    private List<CropGroup> crops() {
        List<CropGroup> crops = new ArrayList<>();
        Matcher group = CROPS.matcher(golden.text("views"));
        while (group.find()) {
            crops.add(
                    new CropGroup(
                            Integer.parseInt(group.group(1)), Integer.parseInt(group.group(2))));
        }
        return crops;
    }
}
