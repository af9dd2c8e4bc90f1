package org.swavstream.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend.PriorityQueueStateType;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.TimeUtils;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.SinkSettings;
import org.swavstream.job.configuration.ConfigurationException;

/** What the job asks of its checkpoints, whether it sets them itself or its cluster does. */
final class CheckpointRules {

    private final CheckpointConfig checkpoints;
    private final List<String> problems = new ArrayList<>();

    private CheckpointRules(CheckpointConfig checkpoints) {
        this.checkpoints = checkpoints;
    }

    /**
     * Checks that nothing is lost or taken twice.
     *
     * @param sink whose transactions the checkpoints commit
     * @throws ConfigurationException with all that is wrong
     */
    static void require(StreamExecutionEnvironment environment, SinkSettings sink) {
        CheckpointConfig checkpoints = environment.getCheckpointConfig();
        CheckpointRules rules = new CheckpointRules(checkpoints);
        if (checkpoints.isCheckpointingEnabled()) {
            rules.requireFolder(environment.getConfiguration());
            rules.requireSamplesOnce();
            rules.requireNoRawTimers(environment.getConfiguration());
            rules.requireCommits(sink);
        } else {
            rules.problems.add(
                    "execution.checkpointing.interval is not set: nothing that the job learns would"
                            + " be kept; set it, for example to 1 min");
        }
        if (!rules.problems.isEmpty()) {
            throw new ConfigurationException(rules.problems);
        }
    }

    private void requireFolder(ReadableConfig settings) {
        if (settings.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).isEmpty()) {
            problems.add(
                    "execution.checkpointing.dir is not set: checkpoints would be in the"
                            + " JobManager's memory, which takes none of this size; set it to a"
                            + " folder that JobManager, TaskManagers and clients reach");
        }
    }

    private void requireSamplesOnce() {
        CheckpointingMode mode = checkpoints.getCheckpointingConsistencyMode();
        if (mode != CheckpointingMode.EXACTLY_ONCE) {
            problems.add(
                    "execution.checkpointing.mode is %s: samples would come twice after a failure; set it to EXACTLY_ONCE"
                            .formatted(mode));
        }
        if (checkpoints.isUnalignedCheckpointsEnabled()) {
            problems.add(
                    "execution.checkpointing.unaligned.enabled is true: barriers would overtake"
                            + " samples, which batches are counted by; set it to false");
        }
    }

    /** An operator's raw keyed state has one writer; the trainer's holds its models. */
    private void requireNoRawTimers(ReadableConfig settings) {
        if (settings.get(RocksDBOptions.TIMER_SERVICE_FACTORY) == PriorityQueueStateType.HEAP) {
            problems.add(
                    "%s is HEAP: Flink would write timers where the trainer writes its models, and every checkpoint would fail; set it to ROCKSDB"
                            .formatted(RocksDBOptions.TIMER_SERVICE_FACTORY.key()));
        }
    }

    /**
     * What is written before a checkpoint that fails is committed by the next one; Kafka has to
     * keep it for as many as may fail in a row. Flink takes no interval that is shorter than the
     * pause.
     */
    private void requireCommits(SinkSettings sink) {
        Duration interval =
                Duration.ofMillis(
                        Math.max(
                                checkpoints.getCheckpointInterval(),
                                checkpoints.getMinPauseBetweenCheckpoints()));
        Duration timeout = Duration.ofMillis(checkpoints.getCheckpointTimeout());
        int failures = checkpoints.getTolerableCheckpointFailureNumber();
        Duration transaction = sink.transactionTimeout();
        if (sink.guarantee() == DeliveryGuarantee.EXACTLY_ONCE
                && interval.plus(timeout).multipliedBy(1L + failures).compareTo(transaction) > 0) {
            problems.add(
                    ("%s is %s, less than (1 + execution.checkpointing.tolerable-failed-checkpoints)"
                                    + " x (.interval, or .min-pause if that is longer, + .timeout)"
                                    + " = (1 + %d) x (%s + %s): Kafka would give up what is still"
                                    + " to be committed; with %1$s: %2$s,"
                                    + " .tolerable-failed-checkpoints: 1, .interval: %s, no longer"
                                    + " .min-pause, and .timeout: %s would do")
                            .formatted(
                                    KafkaOptions.TRANSACTION_TIMEOUT.key(),
                                    text(transaction),
                                    failures,
                                    text(interval),
                                    text(timeout),
                                    text(transaction.dividedBy(6)),
                                    text(transaction.dividedBy(3))));
        }
    }

    private static String text(Duration duration) {
        return TimeUtils.formatWithHighestUnit(duration);
    }
}
