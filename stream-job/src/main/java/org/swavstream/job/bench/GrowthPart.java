package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/** What a training step costs against its sizes, one at a time. */
final class GrowthPart {

    private static final String SMALL = "resnet18";
    private static final List<Axis> AXES =
            List.of(
                    new Axis(
                            "%.0f samples, 2x48",
                            "a sample",
                            List.of(8.0, 16.0, 32.0, 64.0),
                            size -> new StepSize(SMALL, "2x48", (int) size)),
                    new Axis(
                            "2x64 + %.0fx48, batch 8",
                            "a view",
                            List.of(1.0, 2.0, 4.0, 8.0),
                            size -> new StepSize(SMALL, "2x64,%.0fx48".formatted(size), 8)),
                    new Axis(
                            "%.0f thousand prototypes, queue 3,840",
                            "a thousand",
                            List.of(1.0, 2.0, 4.0, 8.0),
                            size -> new StepSize(SMALL, "2x32", 8, (int) (size * 1000), 3840)),
                    new Axis(
                            "queue of %.0f thousand, 3,000 prototypes",
                            "a thousand",
                            List.of(1.0, 2.0, 4.0, 8.0),
                            size -> new StepSize(SMALL, "2x32", 8, 3000, (int) (size * 1000))));
    private static final List<Axis> TINY =
            List.of(
                    new Axis(
                            "%.0f samples",
                            "a sample",
                            List.of(2.0, 4.0),
                            size -> new StepSize(SMALL, "2x16", (int) size, 20, 8)));

    /**
     * A size that is changed.
     *
     * @param what is measured, with a place for the size
     * @param unit of the size, in words
     */
    private record Axis(
            String what, String unit, List<Double> sizes, DoubleFunction<StepSize> step) {

        String what(double size) {
            return what.formatted(size);
        }

        String line(Line line) {
            return "line: %.1f ms + %.2f ms %s".formatted(line.start(), line.slope(), unit);
        }
    }

    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (Axis axis : scope.size(AXES, TINY)) {
            rows.addAll(rows(axis, medians(axis, scope)));
        }
        return rows;
    }

    private static double[] medians(Axis axis, BenchmarkScope scope) throws Exception {
        List<StepWorkload> workloads = new ArrayList<>();
        try {
            axis.sizes().forEach(size -> workloads.add(new StepWorkload(axis.step().apply(size))));
            List<Timed> works = new ArrayList<>();
            workloads.forEach(workload -> works.add(Timed.of(workload::run)));
            double[][] times =
                    new Turns(scope, "growth with " + axis.what(axis.sizes().get(0)), 1)
                            .times(works);
            return Arrays.stream(times).mapToDouble(turns -> Spread.of(turns).median()).toArray();
        } finally {
            workloads.forEach(StepWorkload::close);
        }
    }

    private static List<BenchmarkRow> rows(Axis axis, double[] times) {
        Line line = Line.through(axis.sizes(), times);
        List<BenchmarkRow> rows = new ArrayList<>();
        for (int index = 0; index < times.length; index++) {
            double size = axis.sizes().get(index);
            rows.add(
                    BenchmarkRow.single(
                            axis.what(size),
                            Unit.MILLISECONDS.name(),
                            times[index],
                            axis.line(line),
                            line.at(size),
                            Ratio.OURS_TO_PEER));
        }
        return rows;
    }
}
