package org.swavstream.operators.swav.parity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.swavstream.operators.swav.ComputeSettings;
import org.swavstream.operators.swav.Embeddings;
import org.swavstream.operators.swav.Precision;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorData;

/** Whole training steps of a small network, and the network that they lead to. */
final class TrainParity {

    private static final String PROTOTYPES = "prototypes.";
    // Its exact gradient is zero; LARS scales the rounding noise up to full size.
    private static final String NOISE = "projection_head.0.bias";
    private static final double ROUNDING = 1.01;

    private final GoldenCase golden;
    private final String device;

    TrainParity(GoldenCase golden, String device) {
        this.golden = golden;
        this.device = device;
    }

    void measure(Measurements measurements) throws IOException {
        measure(TrainTolerances.FLOAT64, measurements);
        measure(TrainTolerances.FLOAT32, measurements);
    }

    private void measure(TrainTolerances tolerances, Measurements measurements) throws IOException {
        SwavSettings settings =
                new TrainCase(golden)
                        .settings(new ComputeSettings(device, tolerances.precision(), 0));
        try (SwavLearner learner = new SwavLearner(settings)) {
            restore(learner, tolerances.precision());
            new Run(settings, learner, tolerances, measurements).measure();
        }
    }

    private void restore(SwavLearner learner, Precision precision) throws IOException {
        List<TensorData> start = new ArrayList<>();
        for (TensorData data : golden.startingWith("init.")) {
            start.add(precision == Precision.FLOAT64 ? GoldenCase.widened(data) : data);
        }
        Predicate<TensorData> prototypes = data -> data.spec().name().startsWith(PROTOTYPES);
        learner.restorePrototypes(SavedTensors.of(start.stream().filter(prototypes).toList()));
        learner.restoreWeights(
                SavedTensors.of(start.stream().filter(prototypes.negate()).toList()));
    }

    /** The steps in one precision. */
    private final class Run {

        private final SwavSettings settings;
        private final SwavLearner learner;
        private final TrainTolerances tolerances;
        private final Measurements measurements;

        Run(
                SwavSettings settings,
                SwavLearner learner,
                TrainTolerances tolerances,
                Measurements measurements) {
            this.settings = settings;
            this.learner = learner;
            this.tolerances = tolerances;
            this.measurements = measurements;
        }

        void measure() {
            List<Double> rates = golden.numbers("lr");
            for (int step = 0; step < golden.integer("steps"); step++) {
                String name = "step" + step;
                double found = learner.trainNormalized(step, rates.get(step), views(name)).loss();
                double expected = golden.doubles(name + ".loss")[0];
                add("loss, relative", Math.abs(found / expected - 1), tolerances.loss(), name);
            }
            learner.state().weights().readAll().forEach(this::measureChange);
            learner.state().prototypes().readAll().forEach(this::measureChange);
            measureFeatures();
            measureQueue();
        }

        private List<float[]> views(String step) {
            List<float[]> views = new ArrayList<>();
            for (int view = 0; view < settings.views(); view++) {
                views.add(golden.floats(step + ".view" + view));
            }
            return views;
        }

        private void measureChange(TensorData tensor) {
            String name = tensor.spec().name();
            double[] start = golden.doubles("init." + name);
            double[] end = golden.doubles("final." + name);
            Deviation deviation = new Deviation(tensor.doubles(), end);
            if (name.endsWith(".num_batches_tracked")) {
                add("batch norm updates, absolute", deviation.largest(), 0, name);
            } else if (name.contains(".running_")) {
                double error = deviation.relativeToChange(start);
                add("batch norm statistics, of their change", error, tolerances.statistics(), name);
            } else if (name.equals(NOISE)) {
                double[] found = deviation.found();
                add("size of the change of " + NOISE, size(found, start), ROUNDING, "");
            } else {
                double error = deviation.relativeToChange(start);
                add("parameters, of their change", error, tolerances.change(), name);
            }
        }

        private void measureFeatures() {
            int side = Math.toIntExact(golden.shape("eval.input")[3]);
            Embeddings found = learner.embedNormalized(golden.floats("eval.input"), side);
            double[] expected = golden.doubles("eval.features");
            double error = Deviation.of(found.features().values(), expected).largest();
            add("features, absolute", error, tolerances.features(), "");
        }

        private void measureQueue() {
            if (settings.queue().length() > 0) {
                double[] expected = golden.doubles("final.queue");
                for (int crop = 0; crop < settings.loss().assignmentCrops().size(); crop++) {
                    double error = QueueDeviation.of(learner.queue(), crop, expected).largest();
                    add("queue, absolute", error, tolerances.features(), "crop " + crop);
                }
            }
        }

        private void add(String quantity, double error, double tolerance, String where) {
            String precision = tolerances.precision().name().toLowerCase(Locale.ROOT);
            measurements.add(precision + ": " + quantity, error, tolerance, where);
        }

        /**
         * The change of a parameter, relative to the most that LARS allows: if all gradients have
         * one direction, each step moves it by trust · rate · |p|, and momentum adds what came
         * before.
         */
        private double size(double[] found, double[] start) {
            double momentum = 0;
            double max = 0;
            for (double rate : golden.numbers("lr")) {
                momentum = momentum * settings.optimizer().momentum() + 1;
                max += rate * momentum;
            }
            double bound = max * settings.optimizer().trustCoefficient();
            return new Deviation(found, start).relative() / bound;
        }
    }
}
