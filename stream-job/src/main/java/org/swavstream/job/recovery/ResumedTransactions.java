package org.swavstream.job.recovery;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.TransactionPrefix;

/** The transactions of a savepoint, beside those of the job that is to go on from it. */
public final class ResumedTransactions {

    private ResumedTransactions() {}

    /**
     * Whose transactions the job will abort beside its own; for a person. Flink's sink aborts those
     * that are open on its topic under the name that is in the savepoint, whatever that is.
     *
     * @param configuration of the job
     * @throws IOException if the savepoint cannot be read
     */
    public static Optional<String> change(String savepoint, Configuration configuration)
            throws IOException {
        if (configuration.get(KafkaOptions.SINK_GUARANTEE) != DeliveryGuarantee.EXACTLY_ONCE) {
            return Optional.empty();
        }
        String own =
                TransactionPrefix.of(
                        configuration.get(KafkaOptions.GROUP_ID),
                        configuration.get(KafkaOptions.TOPIC),
                        TransactionPrefix.METRICS);
        SavedSource saved = SavedSource.read(savepoint);
        Set<String> others = new TreeSet<>(saved.transactions());
        others.remove(own);
        return others.isEmpty() || writesElsewhere(saved, configuration)
                ? Optional.empty()
                : Optional.of(change(others, own, configuration));
    }

    /** The names of the topics that are written to begin with that of the one that is read. */
    private static boolean writesElsewhere(SavedSource saved, Configuration configuration) {
        return !saved.reads(configuration.get(KafkaOptions.TOPIC))
                && !configuration.contains(KafkaOptions.METRICS_TOPIC)
                && !configuration.contains(KafkaOptions.DEAD_LETTER_TOPIC);
    }

    private static String change(Set<String> others, String own, Configuration configuration) {
        return "transactions were named %s, are %s; those of the old name that are open on %s or %s are aborted: if that job still runs, add -D %s=%s"
                .formatted(
                        String.join(", ", others),
                        own,
                        KafkaOptions.metricsTopic(configuration),
                        KafkaOptions.deadLetterTopic(configuration),
                        KafkaOptions.SINK_GUARANTEE.key(),
                        DeliveryGuarantee.AT_LEAST_ONCE);
    }
}
