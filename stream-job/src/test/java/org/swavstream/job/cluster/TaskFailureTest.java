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

    @Test
    void whatThisProjectSaysOfACauseIsToldInItsPlace() {
        String stackTrace =
                """
                org.apache.flink.streaming.runtime.tasks.ExceptionInChainedOperatorException: no more
                \tat a.B.c(B.java:1)
                Caused by: org.swavstream.state.file.UnavailableFileException: cannot fetch s3://b/1
                \tat a.B.d(B.java:2)
                Caused by: java.net.ConnectException: Connection refused
                \tat a.D.e(D.java:3)
                """;

        assertThat(TaskFailure.of(0, stackTrace).cause()).isEqualTo("cannot fetch s3://b/1");
    }

    /** The inner ones know neither the model nor what to do. */
    @Test
    void theOutermostThatIsOfThisProjectSaysMost() {
        String stackTrace =
                """
                org.swavstream.operators.training.TrainingStoppedException: model 'a', step 7: look
                \tat a.B.c(B.java:1)
                Caused by: org.swavstream.operators.swav.DivergedException: the loss is NaN
                \tat a.D.e(D.java:3)
                """;

        assertThat(TaskFailure.of(0, stackTrace).cause()).isEqualTo("model 'a', step 7: look");
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
