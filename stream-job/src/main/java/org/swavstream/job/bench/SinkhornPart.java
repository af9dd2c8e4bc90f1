package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;
import org.swavstream.operators.swav.benchmark.SinkhornSize;
import org.swavstream.operators.swav.benchmark.SinkhornWorkload;

/** Codes from scores. */
final class SinkhornPart {

    private static final List<SinkhornSize> SIZES =
            List.of(new SinkhornSize(0, 4096, 3000), new SinkhornSize(3840, 256, 3000));

    /** A turn is so many in a row: each takes milliseconds, and threads that slept are late. */
    private static final int IN_A_ROW = 10;

    private static final List<SinkhornSize> TINY =
            List.of(new SinkhornSize(0, 32, 50), new SinkhornSize(24, 8, 50));

    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (SinkhornSize size : scope.size(SIZES, TINY)) {
            rows.addAll(measure(size, scope));
        }
        return rows;
    }

    private static List<BenchmarkRow> measure(SinkhornSize size, BenchmarkScope scope)
            throws Exception {
        try (SinkhornWorkload ours = SinkhornWorkload.ours(size);
                SinkhornWorkload plain = SinkhornWorkload.plain(size);
                SinkhornWorkload memory = SinkhornWorkload.memory(size)) {
            return scope.compare(
                            "codes of " + size,
                            Unit.MILLISECONDS,
                            Timed.inARow(IN_A_ROW, ours::run))
                    .against(
                            "the authors' formulation in this libtorch",
                            Timed.inARow(IN_A_ROW, plain::run),
                            Ratio.PEER_TO_OURS,
                            Target.atLeast(2))
                    .againstPython(
                            "the same in Python",
                            "sinkhorn.py",
                            List.of(size.earlier(), size.own(), size.prototypes(), IN_A_ROW),
                            Ratio.PEER_TO_OURS,
                            Target.NONE)
                    .against(
                            "limit: the matrix read twice an iteration",
                            Timed.inARow(IN_A_ROW, memory::run),
                            Ratio.OURS_TO_PEER,
                            Target.NONE)
                    .rows();
        }
    }
}
