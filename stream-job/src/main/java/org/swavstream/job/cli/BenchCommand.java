package org.swavstream.job.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.swavstream.job.bench.BenchmarkPart;
import org.swavstream.job.bench.BenchmarkReport;
import org.swavstream.job.bench.BenchmarkRow;
import org.swavstream.job.bench.BenchmarkScope;
import org.swavstream.job.bench.BenchmarkTable;
import org.swavstream.job.console.Console;
import org.swavstream.job.console.StatusLine;
import org.swavstream.operators.natives.NativeLibraries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: how fast this machine is at it, beside peers and limits. */
@Command(
        name = "bench",
        description = {
            "Measure how fast this machine trains, part by part, each beside a peer or a limit that"
                    + " is measured in turns with it; the ratio says more than the times.",
            "Without PART, all are measured."
        })
final class BenchCommand implements Callable<Integer> {

    private static final List<String> PARTS =
            Stream.of(BenchmarkPart.values()).map(BenchmarkPart::toString).toList();

    private static final String WITHOUT_PYTHON =
            "Peers in Python are left out; --python /usr/bin/python3 adds them (Debian: apt-get"
                    + " install python3-torch python3-torchvision libopenblas0-pthread).";

    @Parameters(
            paramLabel = "PART",
            arity = "0..*",
            completionCandidates = PartNames.class,
            description = "one of ${COMPLETION-CANDIDATES}")
    private List<String> names = List.of();

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            defaultValue = "5",
            description = "measured repetitions, after one warm-up (default: ${DEFAULT-VALUE})")
    private int repetitions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads of computing on the CPU (default: all cores)")
    private Integer threads;

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description = "also measure peers in Python, with this interpreter; it needs torch")
    private Path python;

    @Option(
            names = "--tiny",
            description = "sizes that take a moment: whether everything runs, not how fast")
    private boolean tiny;

    @Option(names = "--json", description = "print one JSON object in place of the tables")
    private boolean json;

    @Spec private CommandSpec spec;

    private final Console console;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        LogFile.useNone();
        requireGoodOptions();
        NativeLibraries.load(threads());
        BenchmarkReport report = measure();
        show(python == null ? List.of(WITHOUT_PYTHON) : List.of());
        if (json) {
            console.out().println(report);
        }
        return ExitStatus.OK;
    }

    private BenchmarkReport measure() throws Exception {
        try (StatusLine status = console.statusLine()) {
            BenchmarkScope scope =
                    new BenchmarkScope(
                            repetitions,
                            tiny,
                            threads(),
                            Optional.ofNullable(python),
                            status::show);
            BenchmarkReport report = new BenchmarkReport(scope);
            for (BenchmarkPart part : parts()) {
                List<BenchmarkRow> rows = part.run(scope);
                status.end();
                report.add(part, rows);
                show(BenchmarkTable.lines(part, rows));
            }
            return report;
        }
    }

    private void show(List<String> lines) {
        if (!json) {
            lines.forEach(console.out()::println);
        }
    }

    /** In their own order. */
    private List<BenchmarkPart> parts() {
        return Stream.of(BenchmarkPart.values())
                .filter(part -> names.isEmpty() || names.contains(part.toString()))
                .toList();
    }

    private int threads() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    private void requireGoodOptions() {
        List<String> problems = new ArrayList<>();
        requireKnownParts(problems);
        Ranges ranges = new Ranges(problems);
        ranges.between("--repetitions", repetitions, 1, 1000);
        ranges.between("--threads", threads(), 1, 1024);
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
    }

    private void requireKnownParts(List<String> problems) {
        String unknown =
                names.stream()
                        .filter(name -> !PARTS.contains(name))
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            problems.add(
                    "no part of the benchmark is called %s; there are %s"
                            .formatted(unknown, String.join(", ", PARTS)));
        }
    }

    /** What the help lists. */
    static final class PartNames extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        PartNames() {
            super(PARTS);
        }
    }
}
