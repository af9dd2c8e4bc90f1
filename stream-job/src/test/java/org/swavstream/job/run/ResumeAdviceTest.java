package org.swavstream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumeAdviceTest {

    private static final Continuation COMMANDS =
            new Continuation() {
                @Override
                public String fromNewest() {
                    return "run --resume";
                }

                @Override
                public String from(String savepoint) {
                    return "run --from-savepoint " + savepoint;
                }
            };

    @Test
    void itTellsWhatThereIsToGoOnFromAtThatMoment() {
        ResumeAdvice advice = new ResumeAdvice(Optional.of(COMMANDS), Optional.empty());
        assertThat(advice.whenKilled())
                .containsExactly(
                        "Ended without a savepoint; there is no checkpoint yet: begin again with"
                                + " the same command.");

        advice.checkpointed();
        assertThat(advice.whenKilled())
                .containsExactly(
                        "Ended without a savepoint.",
                        "Resume from the last checkpoint with: run --resume");

        advice.saved("/s");
        assertThat(advice.whenKilled())
                .containsExactly("Savepoint: /s", "Resume with: run --from-savepoint /s");
    }

    @Test
    void aJobOfAClusterGoesOnUntilItIsStopped() {
        URI cluster = URI.create("http://c:8081");
        ResumeAdvice advice = new ResumeAdvice(Optional.empty(), Optional.of(cluster));
        advice.checkpointed();
        assertThat(advice.whenKilled()).containsExactly("Ended. The job goes on at http://c:8081");

        advice.saved("/s");
        assertThat(advice.whenKilled()).containsExactly("Savepoint: /s");
    }
}
