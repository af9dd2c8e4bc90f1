package org.swavstream.job.console;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ProbeReport;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;

/** What the models of a running job have reported so far. One thread uses it. */
public final class RunProgress {

    private final Map<String, ModelProgress> models = new TreeMap<>();
    private final Throughput throughput = new Throughput();
    private Optional<String> lastUpdated = Optional.empty();

    /**
     * @param time since the watching began
     */
    public void accept(ModelReport report, Duration time) {
        String name = report.model();
        ModelProgress before = models.getOrDefault(name, ModelProgress.none(name));
        models.put(name, update(before, report));
        if (report instanceof StepReport step) {
            throughput.add(step.batch(), time);
            lastUpdated = Optional.of(name);
        }
    }

    /** Every model that reported anything, in the order of names. */
    public Collection<ModelProgress> models() {
        return models.values();
    }

    /** The model that made the last step. */
    public Optional<ModelProgress> last() {
        return lastUpdated.map(models::get);
    }

    /** Images that all models together have trained on or skipped, ever. */
    public long imagesUsed() {
        return models.values().stream()
                .flatMap(model -> model.step().stream())
                .mapToLong(step -> step.images() + step.skipped())
                .sum();
    }

    /** Images that all models together could not use, ever. */
    public long imagesSkipped() {
        return models.values().stream().mapToLong(ModelProgress::skipped).sum();
    }

    /** Images trained on per second, lately, by all models. */
    public double imagesPerSecond() {
        return throughput.imagesPerSecond();
    }

    /**
     * How long no model has made a step, where that is unusually long.
     *
     * @param now since the watching began
     */
    public Optional<Duration> standstill(Duration now) {
        return throughput.standstill(now);
    }

    private static ModelProgress update(ModelProgress before, ModelReport report) {
        if (report instanceof StepReport step) {
            return before.with(step);
        }
        return report instanceof ProbeReport probe
                ? before.with(probe)
                : before.with((StateReport) report);
    }
}
