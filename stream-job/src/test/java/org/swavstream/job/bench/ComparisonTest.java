package org.swavstream.job.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.job.console.CommandException;

class ComparisonTest {

    @TempDir private Path folder;

    private final List<String> turns = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    @Test
    void mediansOfTurnsAndOfTheirRatiosWithoutTheFirst() throws Exception {
        List<BenchmarkRow> rows =
                scope(Optional.empty())
                        .compare("sums", Unit.MILLISECONDS, timed("ours", 100, 1, 9, 2))
                        .against(
                                "plain",
                                timed("peer", 100, 3, 45, 8),
                                Ratio.PEER_TO_OURS,
                                Target.atLeast(2))
                        .rows();

        assertThat(rows)
                .containsExactly(
                        new BenchmarkRow(
                                "sums",
                                "ms",
                                2,
                                "plain",
                                8,
                                Ratio.PEER_TO_OURS,
                                new Spread(3, 4, 5),
                                Target.atLeast(2)));
        assertThat(turns)
                .containsExactly("ours", "peer", "ours", "peer", "ours", "peer", "ours", "peer");
        assertThat(progress).last().isEqualTo("sums: 3 of 3");
    }

    @Test
    void aTurnIsTheSumOfItsRoundsAndTheFirstRoundDoesNotCount() throws Exception {
        BenchmarkRow row =
                new BenchmarkScope(1, true, 1, Optional.empty(), progress::add)
                        .compare("sums", Unit.MILLISECONDS, timed("ours", 100, 1, 2))
                        .inRounds(2)
                        .against("plain", timed("peer", 100, 4, 8), Ratio.PEER_TO_OURS, Target.NONE)
                        .rows()
                        .get(0);

        assertThat(row.ours()).isEqualTo(3);
        assertThat(row.theirs()).isEqualTo(12);
        assertThat(turns).containsExactly("ours", "peer", "ours", "peer", "ours", "peer");
    }

    @Test
    void ratesAreOfTheUnit() throws Exception {
        BenchmarkRow row =
                scope(Optional.empty())
                        .compare("steps", Unit.perSecond("samples/s", 8), timed("o", 4, 4, 4, 4))
                        .against("p", timed("p", 2, 2, 2, 2), Ratio.OURS_TO_PEER, Target.NONE)
                        .rows()
                        .get(0);

        assertThat(row.ours()).isEqualTo(2000);
        assertThat(row.theirs()).isEqualTo(4000);
        assertThat(row.ratios().median()).isEqualTo(0.5);
    }

    @Test
    void aPeerInAnotherProcessAnswersTurnByTurn() throws Exception {
        BenchmarkRow row =
                against(interpreter("echo a warning; echo ready; while read go; do echo 1.5; done"))
                        .rows()
                        .get(0);

        assertThat(row.peer()).isEqualTo("other");
        assertThat(row.theirs()).isEqualTo(1.5);
    }

    @Test
    void aPeerThatEndsTellsItsLastWords() throws Exception {
        assertThatThrownBy(() -> against(interpreter("echo ready; read go; echo no more")).rows())
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("the peer sinkhorn.py has ended (no more)");
    }

    @Test
    void whatIsNotMeasuredIsNoRow() {
        assertThatThrownBy(
                        () ->
                                scope(Optional.empty())
                                        .compare("x", Unit.MILLISECONDS, () -> Double.NaN)
                                        .against("y", () -> 1, Ratio.PEER_TO_OURS, Target.NONE)
                                        .rows())
                .hasMessageContaining("x: measured NaN");
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTwo() {
        assertThat(Spread.of(9, 1, 4, 2)).isEqualTo(new Spread(1, 3, 9));
    }

    private Comparison against(Path interpreter) {
        return scope(Optional.of(interpreter))
                .compare("sums", Unit.MILLISECONDS, timed("ours", 1, 1, 1, 1))
                .againstPython(
                        "other", "sinkhorn.py", List.of(1), Ratio.PEER_TO_OURS, Target.atLeast(1));
    }

    private Path interpreter(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("interpreter"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private BenchmarkScope scope(Optional<Path> python) {
        return new BenchmarkScope(3, true, 1, python, progress::add);
    }

    private Timed timed(String name, double... times) {
        return () -> {
            turns.add(name);
            return times[(int) turns.stream().filter(name::equals).count() - 1];
        };
    }
}
