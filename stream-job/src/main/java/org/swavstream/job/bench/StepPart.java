package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;

/** Whole training steps. */
final class StepPart {

    private static final List<StepSize> SIZES =
            List.of(
                    new StepSize("resnet18", "2x64", 32),
                    new StepSize("resnet18", "2x96,4x48", 16),
                    new StepSize("resnet50", "2x64", 16),
                    new StepSize("resnet50", "2x96,4x48", 8));
    private static final List<StepSize> TINY = List.of(new StepSize("resnet18", "2x32,1x16", 4));

    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (StepSize size : scope.size(SIZES, TINY)) {
            rows.addAll(measure(size, scope));
        }
        return rows;
    }

    private static List<BenchmarkRow> measure(StepSize size, BenchmarkScope scope)
            throws Exception {
        try (StepWorkload ours = new StepWorkload(size)) {
            return scope.compare(
                            size.toString(),
                            Unit.perSecond("samples/s", size.batch()),
                            Timed.of(ours::run))
                    .against(
                            "limit: forward and backward alone",
                            ours::networkAlone,
                            Ratio.OURS_TO_PEER,
                            Target.NONE)
                    .againstPython(
                            "PyTorch, channels last",
                            "step.py",
                            size.arguments("channels_last"),
                            Ratio.OURS_TO_PEER,
                            Target.atLeast(1))
                    .againstPython(
                            "PyTorch, channels first",
                            "step.py",
                            size.arguments("channels_first"),
                            Ratio.OURS_TO_PEER,
                            Target.atLeast(1))
                    .rows();
        }
    }
}
