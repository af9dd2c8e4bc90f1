package org.swavstream.job.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.swavstream.job.bench.BenchmarkException;
import org.swavstream.job.bench.BenchmarkPart;
import org.swavstream.job.bench.BenchmarkReport;
import org.swavstream.job.bench.BenchmarkRow;
import org.swavstream.job.bench.BenchmarkScope;
import org.swavstream.job.bench.BenchmarkTable;
import org.swavstream.job.bench.Benchmarks;
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

    private static final String WITHOUT_PYTHON =
            "Peers in Python are left out; --python /usr/bin/python3 adds them (Debian: apt-get"
                    + " install python3-torch python3-torchvision).";

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
        List<BenchmarkPart> parts = parts();
        NativeLibraries.load(threads());
        BenchmarkReport report = measure(parts);
        show(python == null ? List.of(WITHOUT_PYTHON) : List.of());
        if (json) {
            console.out().println(report);
        }
        return ExitStatus.OK;
    }

    private BenchmarkReport measure(List<BenchmarkPart> parts) throws Exception {
        try (StatusLine status = console.statusLine()) {
            BenchmarkScope scope =
                    new BenchmarkScope(
                            repetitions,
                            tiny,
                            threads(),
                            Optional.ofNullable(python),
                            status::show);
            BenchmarkReport report = new BenchmarkReport(scope);
            for (BenchmarkPart part : parts) {
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

    private List<BenchmarkPart> parts() {
        try {
            return Benchmarks.named(names);
        } catch (BenchmarkException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int threads() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    private void requireGoodOptions() {
        List<String> problems = new ArrayList<>();
        Ranges ranges = new Ranges(problems);
        ranges.between("--repetitions", repetitions, 1, 1000);
        ranges.between("--threads", threads(), 1, 1024);
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
    }

    /** What the help lists. */
    static final class PartNames extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        PartNames() {
            super(Benchmarks.all().stream().map(BenchmarkPart::name).toList());
        }
    }
}
