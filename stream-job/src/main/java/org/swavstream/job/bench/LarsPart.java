package org.swavstream.job.bench;

import java.util.List;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.TrunkSettings;
import org.swavstream.operators.swav.benchmark.OptimizerWorkload;

/** The update of all parameters. */
final class LarsPart {

    private static final ModelSettings RESNET50 =
            new ModelSettings(TrunkSettings.of("resnet50", 1, Stem.IMAGENET), 2048, 128, 3000);

    /** A turn is so many in a row: each takes milliseconds. */
    private static final int IN_A_ROW = 10;

    private static final ModelSettings TINY =
            new ModelSettings(TrunkSettings.of("resnet10", 0.125, Stem.SMALL), 16, 8, 20);

    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        ModelSettings model = scope.size(RESNET50, TINY);
        try (OptimizerWorkload ours = OptimizerWorkload.lars(model);
                OptimizerWorkload sgd = OptimizerWorkload.libtorchSgd(model);
                OptimizerWorkload memory = OptimizerWorkload.memory(model)) {
            String what =
                    "update of %d tensors, %.1f million numbers"
                            .formatted(ours.tensors(), ours.numbers() / 1e6);
            return scope.compare(what, Unit.MILLISECONDS, Timed.inARow(IN_A_ROW, ours::run))
                    .against(
                            "libtorch's SGD with momentum, without LARS",
                            Timed.inARow(IN_A_ROW, sgd::run),
                            Ratio.OURS_TO_PEER,
                            Target.atMost(1.3))
                    .against(
                            "limit: p, g, m read once, p and m written once",
                            Timed.inARow(IN_A_ROW, memory::run),
                            Ratio.OURS_TO_PEER,
                            Target.NONE)
                    .rows();
        }
    }
}
