package org.swavstream.operators.swav.parity;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.swavstream.operators.swav.FeatureQueue;
import org.swavstream.operators.swav.LossSettings;
import org.swavstream.operators.swav.Placement;
import org.swavstream.operators.swav.SwavLoss;
import org.swavstream.operators.swav.TensorBytes;

/** Loss, gradients, codes and queue of every step, from given projections. */
@SuppressWarnings("try") // a scope works by being open
final class LossParity {

    private static final double LOSS = 1e-5;
    private static final double GRADIENT = 1e-4;
    // Scores that are one rounding of float32 apart give codes that are 1/epsilon of it apart.
    private static final double CODES = 1e-5;
    // The same rows in the same order: only the rounding of their normalisation may differ.
    private static final double QUEUE = 5e-7;

    private final GoldenCase golden;
    private final Placement placement;
    private final LossSettings settings;
    private final SwavLoss loss;

    LossParity(GoldenCase golden, Placement placement) {
        this.golden = golden;
        this.placement = placement;
        this.settings =
                new LossSettings(
                        golden.number("temperature"),
                        golden.number("epsilon"),
                        golden.integer("iterations"),
                        golden.integers("assign"),
                        0);
        this.loss = new SwavLoss(settings, golden.integer("views"));
    }

    void measure(Measurements measurements) {
        int crops = settings.assignmentCrops().size();
        int dimension = (int) golden.shape("prototypes")[1];
        try (loss;
                FeatureQueue queue =
                        new FeatureQueue(crops, golden.integer("queue"), dimension, placement)) {
            for (int step = 0; step < golden.integer("steps"); step++) {
                try (PointerScope scope = new PointerScope()) {
                    measureUse(step, queue, measurements);
                    measureStep("step" + step, queue, measurements);
                }
            }
        }
    }

    /** The reference uses its queue once the last row is not zero. */
    private void measureUse(int step, FeatureQueue queue, Measurements measurements) {
        String recorded = "step" + (step - 1) + ".queue";
        if (golden.has(recorded)) {
            double[] rows = golden.doubles(recorded);
            int dimension = (int) golden.shape(recorded)[2];
            double[] last = Arrays.copyOfRange(rows, rows.length - dimension, rows.length);
            boolean used = Arrays.stream(last).anyMatch(value -> value != 0);
            double error = used == queue.isFull() ? 0 : 1;
            measurements.add("queue used or not", error, 0, "step" + step);
        }
    }

    private void measureStep(String step, FeatureQueue queue, Measurements measurements) {
        Tensor projections = leaf(step + ".projections");
        Tensor prototypes = leaf("prototypes");
        Tensor features = torch.normalize(projections);
        Tensor scores = features.matmul(prototypes.t());
        List<Tensor> codes =
                loss.codes(loss.assignmentViews(scores), earlierScores(queue, prototypes));
        Tensor value = loss.loss(scores, codes);
        double error = deviation(value, step + ".loss").relative();
        measurements.add("loss, relative", error, LOSS, step);
        measureGradients(step, value, projections, prototypes, measurements);
        for (int index = 0; index < codes.size(); index++) {
            String recorded = step + ".codes." + index;
            double largest = deviation(codes.get(index), recorded).largest();
            measurements.add("codes, absolute", largest, CODES, recorded);
        }
        if (queue.length() > 0) {
            queue.insert(loss.assignmentViews(features));
            measureContent(step, queue, measurements);
        }
    }

    private static List<Tensor> earlierScores(FeatureQueue queue, Tensor prototypes) {
        return queue.isFull()
                ? queue.features().stream().map(rows -> rows.matmul(prototypes.t())).toList()
                : List.of();
    }

    private void measureGradients(
            String step,
            Tensor value,
            Tensor projections,
            Tensor prototypes,
            Measurements measurements) {
        TensorVector gradients =
                torch.grad(new TensorVector(value), new TensorVector(projections, prototypes));
        List<String> names = List.of("projections", "prototypes");
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            double error = deviation(gradients.get(index), step + ".grad." + name).relative();
            measurements.add("gradient of " + name + ", relative", error, GRADIENT, step);
        }
    }

    private void measureContent(String step, FeatureQueue queue, Measurements measurements) {
        double[] expected = golden.doubles(step + ".queue");
        for (int crop = 0; crop < settings.assignmentCrops().size(); crop++) {
            double error = QueueDeviation.of(queue, crop, expected).largest();
            measurements.add("queue, absolute", error, QUEUE, step);
        }
    }

    private Deviation deviation(Tensor found, String recorded) {
        return new Deviation(TensorBytes.doubles(found), golden.doubles(recorded));
    }

    private Tensor leaf(String name) {
        return placement.tensor(golden.floats(name), golden.shape(name)).requires_grad_(true);
    }
}
