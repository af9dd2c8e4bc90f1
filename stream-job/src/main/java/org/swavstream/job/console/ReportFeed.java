package org.swavstream.job.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.swavstream.operators.report.ModelReport;

/**
 * The reports of a running job, as far as Kafka lets this process read them. The job does not
 * depend on that: what goes wrong is told once, and tried again. It owns the {@link MetricsTopic}.
 */
public final class ReportFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReportFeed.class);

    private final MetricsTopic topic;
    private final KafkaWatch kafka = new KafkaWatch();
    private Optional<KafkaException> failure = Optional.empty();
    private boolean told;

    public ReportFeed(MetricsTopic topic) {
        this.topic = topic;
    }

    /** The reports that came since the last call; waits at most {@code limit} for the first. */
    public List<ModelReport> poll(Duration limit) {
        try {
            List<ModelReport> reports = topic.poll(limit);
            failure = Optional.empty();
            return reports;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            if (failure.isEmpty()) {
                LOG.warn("the reports cannot be read", e);
            }
            failure = Optional.of(e);
            pause(limit);
            return List.of();
        }
    }

    /**
     * The reports up to what is now the topic's end, or as many as arrive within {@code limit}.
     * None if Kafka does not tell them.
     */
    public List<ModelReport> drain(Duration limit) {
        try {
            return topic.drain(limit);
        } catch (KafkaException e) {
            LOG.warn("the last reports cannot be read", e);
            return List.of();
        }
    }

    /**
     * What a person is to be told of Kafka now.
     *
     * @param time since the watching began
     */
    public Optional<String> notice(Duration time) {
        if (failure.isEmpty()) {
            return kafka.notice(topic.answers(), time);
        }
        if (told) {
            return Optional.empty();
        }
        told = true;
        return failure.map(
                cause ->
                        "The reports of the job cannot be read, so its steps are not shown: %s; the job goes on"
                                .formatted(ErrorMessages.of(cause)));
    }

    @Override
    public void close() {
        topic.close();
    }

    /** Kafka did not wait itself. */
    private static void pause(Duration limit) {
        try {
            TimeUnit.NANOSECONDS.sleep(limit.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
