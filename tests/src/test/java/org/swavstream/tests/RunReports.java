package org.swavstream.tests;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.swavstream.image.kafka.DeadLetterSink;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ReportJson;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;

/**
 * What a run over a topic writes, on topics of its own: followed while it runs, and counted at its
 * end.
 */
final class RunReports implements AutoCloseable {

    private final FaultTopic topic;
    private final KafkaTopic reports;
    private final KafkaTopic deadLetters;
    private final MetricsReader metrics;
    private long step;

    /**
     * @param limit longest wait for anything
     */
    RunReports(FaultTopic topic, String run, Duration limit) throws Exception {
        this.topic = topic;
        String brokers = topic.bootstrapServers();
        this.reports = KafkaTopic.create(brokers, run + ".metrics");
        this.deadLetters = KafkaTopic.create(brokers, run + ".dead-letter");
        this.metrics = new MetricsReader(brokers, reports.name(), limit);
    }

    void configure(Configuration job) {
        job.set(KafkaOptions.METRICS_TOPIC, reports.name())
                .set(KafkaOptions.DEAD_LETTER_TOPIC, deadLetters.name());
    }

    /** Waits for the end of a step; that of a later one will do. */
    void awaitStep(long wanted) throws Exception {
        if (step < wanted) {
            step = metrics.await(StepReport.class, done -> done.step() >= wanted).step();
        }
    }

    /** Waits for so many steps that were not made before. */
    void awaitNewSteps(int count) throws Exception {
        for (StepReport done : metrics.all(StepReport.class)) {
            step = Math.max(step, done.step());
        }
        awaitStep(step + count);
    }

    /** Waits for a step that was made before: the job was restored. */
    void awaitRepeatedStep() throws Exception {
        AtomicLong before = new AtomicLong();
        metrics.await(StepReport.class, done -> done.step() <= before.getAndSet(done.step()));
    }

    void awaitCheckpoint() throws Exception {
        metrics.awaitCheckpoint(0);
    }

    /** Whether neither a step nor a copy was finished since the last look. */
    boolean nothingNew() throws Exception {
        return metrics.all(ModelReport.class).isEmpty();
    }

    /** Leaves out what is there; a job that goes on from a checkpoint will make it again. */
    void skip() {
        metrics.skip();
        step = 0;
    }

    /** Waits until state holds the whole topic; from then on the job can be stopped. */
    void awaitEnd() throws Exception {
        // A job that was restored since, and is not running yet, cannot be stopped.
        metrics.skip();
        metrics.await(StateReport.class, state -> state.step() == topic.lastStep());
    }

    StateReport last() throws Exception {
        return metrics.latest(StateReport.class);
    }

    /** The numbers of all steps and dead letters, as {@link FaultTopic#expected} has them. */
    List<Long> numbers() throws Exception {
        List<Long> numbers = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> report : reports.committed()) {
            if (ReportJson.parse(report.value()) instanceof StepReport done) {
                numbers.add(done.step());
            }
        }
        for (ConsumerRecord<byte[], byte[]> letter : deadLetters.committed()) {
            byte[] offset = letter.headers().lastHeader(DeadLetterSink.OFFSET).value();
            String text = new String(offset, StandardCharsets.UTF_8);
            numbers.add(FaultTopic.deadLetter(Long.parseLong(text)));
        }
        return numbers;
    }

    @Override
    public void close() {
        metrics.close();
    }
}
