package org.swavstream.job.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.swavstream.job.console.CommandException;
import org.swavstream.job.console.ErrorMessages;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ReportJson;
import org.swavstream.operators.report.StepReport;

/**
 * The steps of a job, of all its models, with the time stamps that its metrics topic gives them.
 */
final class StepReports implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final CheckpointPauses checkpointPauses = new CheckpointPauses();
    private final Map<String, Long> lastSteps = new HashMap<>();

    /**
     * A step that was reported.
     *
     * @param steps of all models up to it
     * @param timestamp when, in milliseconds since the epoch
     */
    record Reported(long steps, long timestamp) {}

    StepReports(String bootstrapServers, String topic) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Map<String, Object> properties =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1);
        this.consumer = new KafkaConsumer<>(properties, bytes, bytes);
        List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
    }

    /**
     * Reads on to the report with which all models together have made {@code least} steps or more.
     *
     * @throws CommandException if the job ends before it
     */
    Reported awaitStep(long least, JobClient job) throws Exception {
        JobStatus status = JobStatus.RUNNING;
        ConsumerRecords<byte[], byte[]> entries = consumer.poll(LOOK);
        while (!entries.isEmpty() || !status.isGloballyTerminalState()) {
            // Only a job without reports is asked, so that looking at it does not slow it down.
            // What it reported at its end is looked for once more.
            status = entries.isEmpty() ? job.getJobStatus().get() : status;
            for (ConsumerRecord<byte[], byte[]> entry : entries) {
                Optional<Reported> step = step(entry);
                if (step.isPresent() && step.get().steps() >= least) {
                    return step.get();
                }
            }
            entries = consumer.poll(LOOK);
        }
        throw ended("the job is %s before step %d".formatted(status, least), job);
    }

    private static CommandException ended(String what, JobClient job) throws InterruptedException {
        try {
            job.getJobExecutionResult().get();
            return new CommandException(what);
        } catch (ExecutionException e) {
            return new CommandException(what + ": " + ErrorMessages.of(e), e);
        }
    }

    /** Those of the checkpoints before the step that was read last. */
    CheckpointPauses checkpointPauses() {
        return checkpointPauses;
    }

    private Optional<Reported> step(ConsumerRecord<byte[], byte[]> entry) throws IOException {
        ModelReport report = ReportJson.parse(entry.value());
        checkpointPauses.add(report);
        if (report instanceof StepReport step) {
            lastSteps.put(step.model(), step.step());
            long steps = lastSteps.values().stream().mapToLong(Long::longValue).sum();
            return Optional.of(new Reported(steps, entry.timestamp()));
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
