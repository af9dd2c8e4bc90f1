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
     * Whose transactions the job will abort beside its own, as Flink's sink does for a savepoint's
     * under whatever name; for a person.
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
        Set<String> others = new TreeSet<>(SavedSource.read(savepoint).transactions());
        others.remove(own);
        return others.isEmpty() ? Optional.empty() : Optional.of(change(others, own));
    }

    private static String change(Set<String> others, String own) {
        return "transactions were named %s, are %s; those of the old name are aborted: if that job still runs, add -D %s=%s"
                .formatted(
                        String.join(", ", others),
                        own,
                        KafkaOptions.SINK_GUARANTEE.key(),
                        DeliveryGuarantee.AT_LEAST_ONCE);
    }
}
