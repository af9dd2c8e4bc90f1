package org.swavstream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AbruptEndTest {

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
        AbruptEnd end = new AbruptEnd(Optional.of(COMMANDS), Optional.empty());
        assertThat(end.lines())
                .containsExactly(
                        "Ended without a savepoint; there is no checkpoint yet: the same command"
                                + " begins where this one did.");

        end.checkpointed();
        assertThat(end.lines())
                .containsExactly(
                        "Ended without a savepoint.",
                        "Resume from the last checkpoint with: run --resume");

        end.saved("/s");
        assertThat(end.lines())
                .containsExactly("Savepoint: /s", "Resume with: run --from-savepoint /s");
    }

    @Test
    void aJobOfAClusterGoesOnUntilItIsStopped() {
        URI cluster = URI.create("http://c:8081");
        AbruptEnd end = new AbruptEnd(Optional.empty(), Optional.of(cluster));
        end.checkpointed();
        assertThat(end.lines()).containsExactly("Ended. The job goes on at http://c:8081");

        end.saved("/s");
        assertThat(end.lines()).containsExactly("Savepoint: /s");
    }
}
