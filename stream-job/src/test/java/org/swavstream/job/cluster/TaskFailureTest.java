package org.swavstream.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFailureTest {

    @Test
    void theInnermostCauseIsTold() {
        String stackTrace =
                """
                java.io.IOException: the outer one
                \tat a.B.c(B.java:1)
                Caused by: java.lang.RuntimeException: the middle one
                \tat a.B.d(B.java:2)
                Caused by: a.D: the inner one: it fell
                \tat a.D.e(D.java:3)
                """;

        assertThat(TaskFailure.of(0, stackTrace).cause()).isEqualTo("the inner one: it fell");
    }

    @ParameterizedTest
    @CsvSource({
        "java.lang.IllegalStateException: no such thing, no such thing",
        "a.b.UnknownHostException: broker, UnknownHostException: broker",
        "java.lang.NullPointerException, NullPointerException",
    })
    void theKindIsToldWhereTheMessageIsNotEnough(String stackTrace, String told) {
        assertThat(TaskFailure.of(0, stackTrace).cause()).isEqualTo(told);
    }
}
