package org.swavstream.job.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.kafka.KafkaOptions;

class ResumedTransactionsTest {

    @TempDir private Path folder;

    @Test
    void thoseOfAnotherJobAreNamedWithTheWayToSpareThem() throws Exception {
        assertThat(change("live-images-metrics", settings("live-replay")))
                .contains(
                        "transactions were named live-images-metrics, are"
                                + " live-replay-images-metrics; those of the old name that are open"
                                + " on images.metrics or images.dead-letter are aborted: if that"
                                + " job still runs, add -D sinks.guarantee=at-least-once");
    }

    @Test
    void aJobOfAnotherTopicHasNoneOnTheTopicsThatAreWrittenToUnlessTheyAreNamed() throws Exception {
        Configuration other = settings("live").set(KafkaOptions.TOPIC, "other");
        assertThat(change("live-images-metrics", other)).isEmpty();

        other.set(KafkaOptions.METRICS_TOPIC, "images.metrics");
        assertThat(change("live-images-metrics", other))
                .hasValueSatisfying(
                        change ->
                                assertThat(change)
                                        .contains("open on images.metrics or other.dead-letter"));
    }

    @Test
    void thereIsNothingToSayOfItsOwnAndWhereNoneAreAborted() throws Exception {
        assertThat(change("live-images-metrics", settings("live"))).isEmpty();
        assertThat(change("", settings("live-replay"))).isEmpty();
        assertThat(
                        change(
                                "live-images-metrics",
                                settings("live-replay")
                                        .set(
                                                KafkaOptions.SINK_GUARANTEE,
                                                DeliveryGuarantee.AT_LEAST_ONCE)))
                .isEmpty();
    }

    private Optional<String> change(String saved, Configuration configuration) throws Exception {
        String job = "a".repeat(32);
        new SavedJob(folder, job, "images", saved).checkpoint(1, 100);
        return ResumedTransactions.change(
                folder.resolve(job).resolve("chk-1").toString(), configuration);
    }

    private static Configuration settings(String group) {
        return new Configuration()
                .set(KafkaOptions.GROUP_ID, group)
                .set(KafkaOptions.TOPIC, "images");
    }
}
