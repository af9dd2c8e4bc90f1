package org.swavstream.job.recovery;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.swavstream.state.savepoint.SnapshotEntry;

/**
 * The newest savepoint or checkpoint of a job: what it goes on from after it was lost, when nobody
 * knows the path.
 *
 * <p>A job that is resumed gets a new id, and Flink goes on with the numbers of its checkpoints. So
 * the newest is the one that is meant as long as all that other jobs left is older and has smaller
 * numbers. Where it has not, two jobs were at work, and a person must choose. (A job that was begun
 * anew looks like one that was resumed as soon as it has made more checkpoints than the other.)
 *
 * @param snapshot the newest
 */
public record ResumePoint(SnapshotEntry snapshot) {

    private static final Comparator<SnapshotEntry> AGE =
            Comparator.comparing(SnapshotEntry::taken)
                    .thenComparing(SnapshotEntry::checkpoint)
                    .thenComparing(SnapshotEntry::path);

    /**
     * The newest of {@code entries}, of which there must be one.
     *
     * @throws IOException if it cannot be read, or it is not clear which is meant
     */
    static ResumePoint newest(List<SnapshotEntry> entries) throws IOException {
        SnapshotEntry newest = entries.stream().max(AGE).orElseThrow();
        List<SnapshotEntry> readable =
                entries.stream().filter(entry -> entry.problem().isEmpty()).toList();
        if (newest.problem().isPresent()) {
            throw new IOException(unreadable(newest, readable.stream().max(AGE)));
        }
        List<SnapshotEntry> ofItsJob =
                readable.stream().filter(entry -> isOfOneJob(entry, newest)).toList();
        Optional<SnapshotEntry> rival =
                readable.stream()
                        .filter(entry -> !isOfOneJob(entry, newest))
                        .filter(entry -> !isBeforeAll(entry, ofItsJob))
                        .max(AGE);
        if (rival.isPresent()) {
            throw new IOException(unclear(newest, rival.get()));
        }
        return new ResumePoint(newest);
    }

    /** Its folder. */
    public String path() {
        return snapshot.path();
    }

    /** Whether {@code job}, an id of Flink's, has taken it. */
    public boolean isOf(String job) {
        return !snapshot.job().isEmpty() && job.startsWith(snapshot.job());
    }

    /** Path and time, for a person. */
    public String description() {
        return "%s, taken %s".formatted(path(), time(snapshot));
    }

    /** Of a savepoint's job only the first digits are known, of a copy's nothing. */
    private static boolean isOfOneJob(SnapshotEntry a, SnapshotEntry b) {
        boolean known = !a.job().isEmpty() && !b.job().isEmpty();
        boolean alike = a.job().startsWith(b.job()) || b.job().startsWith(a.job());
        return a.equals(b) || (known && alike);
    }

    private static boolean isBeforeAll(SnapshotEntry entry, List<SnapshotEntry> later) {
        return later.stream()
                .allMatch(
                        other ->
                                !entry.taken().isAfter(other.taken())
                                        && entry.checkpoint() < other.checkpoint());
    }

    private static String unreadable(SnapshotEntry newest, Optional<SnapshotEntry> before) {
        String advice =
                before.map(
                                entry ->
                                        "it is, or may hold, the newest; to resume from the one before, use --from-savepoint "
                                                + text(entry))
                        .orElse("there is no other to resume from");
        return newest.problem().orElseThrow() + "; " + advice;
    }

    private static String unclear(SnapshotEntry newest, SnapshotEntry rival) {
        return "two jobs left checkpoints, and neither went on from the other: %s and %s; choose one with --from-savepoint"
                .formatted(text(newest), text(rival));
    }

    private static String text(SnapshotEntry entry) {
        return "%s (number %d, taken %s)".formatted(entry.path(), entry.checkpoint(), time(entry));
    }

    private static String time(SnapshotEntry entry) {
        return entry.taken().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
