package org.swavstream.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The JMH benchmarks: once in every build, so that they cannot rot, and measured on demand. */
class BenchmarksTest {

    private static final String ALL = "org.swavstream.tests.benchmark.";
    private static final String OURS = ".ours";

    @Test
    void everyBenchmarkRuns() throws Exception {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(ALL)
                                        .mode(Mode.SingleShotTime)
                                        .forks(0)
                                        .warmupIterations(0)
                                        .measurementIterations(1)
                                        .param("size", "8 8 20")
                                        .param("trunk", "resnet18")
                                        .param("pixels", "64 48 32 16")
                                        .param("step", "resnet18 2x32,1x16 2")
                                        .shouldFailOnError(true)
                                        .verbosity(VerboseMode.SILENT)
                                        .build())
                        .run();

        assertThat(results).hasSize(9);
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    /** Prints JMH's table, and how the others compare with ours. */
    @Test
    @Tag("jmh")
    void measure() throws Exception {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(ALL + System.getProperty("jmh.include", ""))
                                        .resultFormat(ResultFormatType.JSON)
                                        .result(System.getProperty("jmh.json", "target/jmh.json"))
                                        .shouldFailOnError(true)
                                        .build())
                        .run();

        assertThat(results).isNotEmpty();
        Map<String, Double> ours = new HashMap<>();
        for (RunResult result : results) {
            if (name(result).endsWith(OURS)) {
                ours.put(comparison(result), result.getPrimaryResult().getScore());
            }
        }
        for (RunResult result : results) {
            double ratio = result.getPrimaryResult().getScore() / ours.get(comparison(result));
            System.out.printf(
                    Locale.ROOT, "%-60s %6.2f x ours%n", name(result) + parameters(result), ratio);
        }
    }

    private static String name(RunResult result) {
        return result.getParams().getBenchmark().substring(ALL.length());
    }

    private static String parameters(RunResult result) {
        return result.getParams().getParamsKeys().stream()
                .map(key -> result.getParams().getParam(key))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    /** What is the same for ours and its peers. */
    private static String comparison(RunResult result) {
        String name = name(result);
        return name.substring(0, name.lastIndexOf('.')) + parameters(result);
    }
}
