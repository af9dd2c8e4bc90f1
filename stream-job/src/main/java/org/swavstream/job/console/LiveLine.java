package org.swavstream.job.console;

import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import org.swavstream.job.cluster.CompletedCheckpoint;
import org.swavstream.operators.report.ProbeReport;
import org.swavstream.operators.report.StepReport;

/** The state of a training run in one line. */
public final class LiveLine {

    /** Between its parts. */
    static final String SEPARATOR = " | ";

    private LiveLine() {}

    /**
     * The line; it names the model where there are several.
     *
     * @param now since the watching began
     */
    public static String of(
            RunProgress progress, Optional<CompletedCheckpoint> checkpoint, Duration now) {
        StringJoiner line = new StringJoiner(SEPARATOR);
        progress.last()
                .ifPresentOrElse(
                        model -> addModel(line, progress, model, now),
                        () -> line.add("waiting for images"));
        if (progress.imagesSkipped() > 0) {
            line.add("%,d unusable, see the dead letters".formatted(progress.imagesSkipped()));
        }
        checkpoint.ifPresent(
                done ->
                        line.add(
                                "checkpoint %d, %s"
                                        .formatted(done.number(), ByteSize.of(done.bytes()))));
        return line.toString();
    }

    private static void addModel(
            StringJoiner line, RunProgress progress, ModelProgress model, Duration now) {
        if (progress.models().size() > 1) {
            line.add("%d models, last %s".formatted(progress.models().size(), model.model()));
        }
        model.step().ifPresent(step -> addStep(line, progress, step, now));
        model.probe().ifPresent(probe -> line.add(knn(probe)));
        model.step()
                .filter(step -> step.queueLength() > 0)
                .ifPresent(step -> line.add(queue(step)));
    }

    private static void addStep(
            StringJoiner line, RunProgress progress, StepReport step, Duration now) {
        line.add("step %,d".formatted(step.step()));
        line.add("%,d images".formatted(step.images()));
        Optional<Duration> standstill = progress.standstill(now);
        if (standstill.isPresent()) {
            line.add("no step for %,d s".formatted(standstill.get().toSeconds()));
        } else if (progress.imagesPerSecond() > 0) {
            line.add("%,.0f images/s".formatted(progress.imagesPerSecond()));
        }
        line.add("loss %.3f".formatted(step.loss()));
    }

    private static String knn(ProbeReport probe) {
        return "kNN %.3f, untrained %.3f".formatted(probe.trained().knn(), probe.untrained().knn());
    }

    private static String queue(StepReport step) {
        return "queue %,d/%,d".formatted(step.queueFill(), step.queueLength());
    }
}
