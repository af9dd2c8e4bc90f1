package org.swavstream.job.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.swavstream.state.savepoint.SnapshotEntry;

class ResumePointTest {

    private static final String FIRST = "a".repeat(32);
    private static final String SECOND = "b".repeat(32);

    @Test
    void itIsTheNewestOfOneJobWhateverItsKind() throws IOException {
        SnapshotEntry savepoint = entry("savepoint", 30, "aaaaaa", 9);
        ResumePoint point =
                ResumePoint.newest(
                        List.of(
                                entry("chk-7", 10, FIRST, 7),
                                savepoint,
                                entry("chk-8", 20, FIRST, 8)));

        assertThat(point.snapshot()).isEqualTo(savepoint);
        assertThat(point.isOf(FIRST)).isTrue();
        assertThat(point.isOf(SECOND)).isFalse();
    }

    @Test
    void aJobThatWentOnFromAnotherIsAfterIt() throws IOException {
        ResumePoint point =
                ResumePoint.newest(
                        List.of(
                                entry("chk-9", 31, SECOND, 9),
                                entry("chk-10", 32, SECOND, 10),
                                entry("chk-7", 10, FIRST, 7),
                                entry("chk-8", 20, FIRST, 8)));

        assertThat(point.path()).isEqualTo("chk-10");
    }

    @Test
    void aJobThatBeganAnewBesideAnotherIsNotTakenSilently() {
        assertThatThrownBy(
                        () ->
                                ResumePoint.newest(
                                        List.of(
                                                entry("old/chk-8", 20, FIRST, 8),
                                                entry("new/chk-1", 30, SECOND, 1))))
                .hasMessageContaining("new/chk-1 (number 1, taken 1970-01-01T00:00:30Z)")
                .hasMessageContaining("old/chk-8 (number 8, ")
                .hasMessageEndingWith("choose one with --from-savepoint");
    }

    @Test
    void jobsThatRanAtTheSameTimeAreNotTakenForOne() {
        assertThatThrownBy(
                        () ->
                                ResumePoint.newest(
                                        List.of(
                                                entry("one/chk-8", 20, FIRST, 8),
                                                entry("two/chk-20", 19, SECOND, 20),
                                                entry("two/chk-21", 21, SECOND, 21))))
                .hasMessageContaining("one/chk-8");
    }

    /** Of copies of savepoints it is not known whose they are. */
    @Test
    void whatIsOfNoKnownJobMustComeBefore() throws IOException {
        SnapshotEntry copy = entry("copy", 15, "", 7);
        assertThat(ResumePoint.newest(List.of(copy, entry("chk-8", 20, FIRST, 8))).path())
                .isEqualTo("chk-8");
        assertThatThrownBy(() -> ResumePoint.newest(List.of(copy, entry("chk-7", 20, FIRST, 7))))
                .hasMessageContaining("copy (number 7");
    }

    @Test
    void theNewestIsNotPassedOverBecauseItCannotBeRead() {
        SnapshotEntry damaged =
                new SnapshotEntry(
                        "chk-9", Instant.ofEpochSecond(30), FIRST, 0, 0, Optional.of("chk-9: bad"));
        assertThatThrownBy(() -> ResumePoint.newest(List.of(damaged, entry("chk-8", 20, FIRST, 8))))
                .hasMessageStartingWith("chk-9: bad; it is, or may hold, the newest;")
                .hasMessageContaining("--from-savepoint chk-8 (number 8, ");
    }

    private static SnapshotEntry entry(String path, long second, String job, long number) {
        return new SnapshotEntry(
                path, Instant.ofEpochSecond(second), job, number, 1, Optional.empty());
    }
}
