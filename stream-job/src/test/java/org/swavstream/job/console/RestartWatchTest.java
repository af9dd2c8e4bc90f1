package org.swavstream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.swavstream.job.cluster.TaskFailure;

class RestartWatchTest {

    private static final TaskFailure FIRST = new TaskFailure(1, "the disk is full");
    private static final TaskFailure SECOND = new TaskFailure(2, "the store is away");
    private static final TaskFailure THIRD = new TaskFailure(3, "no memory");

    private final RestartWatch watch = new RestartWatch();

    @Test
    void aRestartIsToldOnce() {
        assertThat(notice(List.of(), false)).isEmpty();
        assertThat(notice(List.of(FIRST), false))
                .hasValue("The job failed and restarts from its beginning: the disk is full");
        assertThat(notice(List.of(FIRST), false)).isEmpty();
    }

    @Test
    void theLatestOfSeveralIsToldThoughFlinkForgetsTheOldest() {
        assertThat(notice(List.of(SECOND, FIRST), false)).get().asString().endsWith(SECOND.cause());
        assertThat(notice(List.of(THIRD, SECOND), false)).get().asString().endsWith(THIRD.cause());
    }

    @Test
    void theFailureThatEndsTheJobIsNoRestart() {
        assertThat(notice(List.of(FIRST), true)).isEmpty();
        assertThat(notice(List.of(SECOND, FIRST), true)).get().asString().endsWith(FIRST.cause());
    }

    @Test
    void twoJobsThatEndEachOthersTransactionsAreNamedAsSuch() {
        TaskFailure fenced = new TaskFailure(1, "Producer attempted to produce with an old epoch.");

        assertThat(notice(List.of(fenced), false))
                .get()
                .asString()
                .endsWith("stop one of them, or give it another kafka.group-id");
    }

    private Optional<String> notice(List<TaskFailure> latestFirst, boolean over) {
        return watch.notice(latestFirst, () -> over, "its beginning");
    }
}
