package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.job.bench.BenchmarkPart;

class BenchCommandTest {

    private final CommandLineRun run = new CommandLineRun();

    /** So that no benchmark rots: each of them runs, at a size that says nothing about speed. */
    @Test
    void everyPartMeasures() throws Exception {
        assertThat(run.execute("bench", "--tiny", "--repetitions=1", "--threads=1", "--json"))
                .as(run.err())
                .isZero();

        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.get("threads").asInt()).isEqualTo(1);
        Set<String> parts = new HashSet<>();
        for (JsonNode row : report.get("rows")) {
            parts.add(row.get("part").asText());
            assertThat(row.get("what").asText()).isNotBlank();
            assertThat(row.get("unit").asText()).isNotBlank();
            assertThat(row.get("peer").asText()).isNotBlank();
            for (String value :
                    List.of("ours", "peer_value", "ratio_least", "ratio", "ratio_most")) {
                assertThat(row.get(value).asDouble())
                        .as("%s of %s", value, row)
                        .isPositive()
                        .isFinite();
            }
        }
        assertThat(parts)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(BenchmarkPart.values()).map(BenchmarkPart::toString).toList());
    }

    @Test
    void aPartIsATable() {
        assertThat(run.execute("bench", "sinkhorn", "--tiny", "--threads=1")).isZero();
        assertThat(run.out().lines())
                .anyMatch(line -> line.startsWith("sinkhorn: "))
                .anyMatch(line -> line.matches(" +ours +peer +unit +ratio +of turns +wanted"))
                .anyMatch(line -> line.contains(" ms ") && line.contains(" peer / ours "))
                .anyMatch(line -> line.contains("--python"));
        assertThat(run.err()).contains("1 of 5", "5 of 5");
    }

    @Test
    void aWrongPartIsNamedWithThoseThatThereAre() {
        assertThat(run.execute("bench", "sinkhorn", "speed")).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("swav-stream: no part of the benchmark is called 'speed'; there are ")
                .contains("sinkhorn");
    }

    @Test
    void allWrongOptionsAreOneLine() {
        assertThat(run.execute("bench", "speed", "--repetitions=0", "--threads=-1"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains(
                        "no part of the benchmark is called 'speed'",
                        "--repetitions is 0; expected 1 to 1000",
                        "--threads is -1; expected 1");
    }

    @Test
    void aPythonThatIsNotThereIsNamed() {
        assertThat(run.execute("bench", "sinkhorn", "--tiny", "--threads=1", "--python=absent/py"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .contains("cannot start Python 'absent/py'", "give an interpreter with --python");
    }

    /** As a Python without torch: it says why, and ends. */
    @Test
    void aPeerThatDoesNotRunSaysWhy() {
        assertThat(run.execute("bench", "sinkhorn", "--tiny", "--threads=1", "--python=/bin/sh"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .contains("the peer sinkhorn.py has ended (", "it needs Python with torch");
    }

    /** The live line of what was measured has been left. */
    @Test
    void aPeerThatEndsMeanwhileIsToldInALineOfItsOwn(@TempDir Path folder) throws Exception {
        Path peer =
                Files.writeString(folder.resolve("peer"), "#!/bin/sh\necho ready; read go; echo 1");
        Files.setPosixFilePermissions(peer, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(run.execute("bench", "sinkhorn", "--tiny", "--threads=1", "--python=" + peer))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err()).contains("1 of 5");
        assertThat(run.err().lines())
                .last()
                .asString()
                .startsWith("swav-stream: the peer sinkhorn.py has ended (");
    }
}
