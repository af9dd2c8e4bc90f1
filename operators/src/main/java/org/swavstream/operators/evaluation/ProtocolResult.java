package org.swavstream.operators.evaluation;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.swavstream.operators.swav.Accuracy;
import org.swavstream.operators.swav.FineTuning;
import org.swavstream.operators.swav.LinearProbe;

/** What a protocol came to. */
public sealed interface ProtocolResult {

    /** The accuracies, in the order in which they are shown. */
    List<Score> scores();

    /** The conditions they were measured under, in one line for a person. */
    String conditions();

    /** Whether training ended early because its loss was not finite. */
    boolean diverged();

    /**
     * Of weighted nearest neighbours.
     *
     * @param neighbors k
     * @param temperature T
     * @param accuracy on the test images
     */
    record Knn(int neighbors, double temperature, Accuracy accuracy) implements ProtocolResult {

        @Override
        public List<Score> scores() {
            String name = "kNN, k = %d, T = %s".formatted(neighbors, temperature);
            return List.of(new Score(name, accuracy, 0));
        }

        @Override
        public boolean diverged() {
            return false;
        }

        @Override
        public String conditions() {
            return "kNN: cosine, votes weighted with exp(cosine / T), features of the evaluation views";
        }
    }

    /**
     * Of a linear classifier on frozen features.
     *
     * @param protocol how it was trained
     * @param trained what it reached
     */
    record Linear(LinearProtocol protocol, EpochScores trained) implements ProtocolResult {

        @Override
        public List<Score> scores() {
            return trained.scores("linear");
        }

        @Override
        public boolean diverged() {
            return trained.diverged();
        }

        @Override
        public String conditions() {
            return String.format(
                    Locale.ROOT,
                    "linear: SGD %s, momentum %s, weight decay %s, batch %d, cosine over %d epochs; %s",
                    protocol.learningRate(),
                    LinearProbe.MOMENTUM,
                    weightDecay(),
                    protocol.batchSize(),
                    protocol.epochs(),
                    protocol.augmented()
                            ? "features of new random crops and flips in each epoch (the paper's"
                                    + " form)"
                            : "features of the evaluation views, taken once (the cheap form)");
        }

        /** As people write it: 1e-6. */
        private static String weightDecay() {
            return new DecimalFormat("0.####E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
                    .format(LinearProtocol.WEIGHT_DECAY)
                    .toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Of fine-tuning with few labels.
     *
     * @param protocol how it was trained
     * @param images on how many images
     * @param trained what it reached
     */
    record Semi(SemiProtocol protocol, int images, EpochScores trained) implements ProtocolResult {

        @Override
        public List<Score> scores() {
            return trained.scores("semi %s %%".formatted(percent()));
        }

        private String percent() {
            return new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT))
                    .format(100 * protocol.fraction());
        }

        @Override
        public boolean diverged() {
            return trained.diverged();
        }

        @Override
        public String conditions() {
            return String.format(
                    Locale.ROOT,
                    "semi: %,d labelled images (%s %% of each class), whole network trained for %d"
                            + " epochs of batches of %d; SGD %s (trunk) and %s (classifier), momentum"
                            + " %s, no weight decay, times 0.2 after 60 %% and 80 %% of the epochs;"
                            + " random crops and flips",
                    images,
                    percent(),
                    protocol.epochs(),
                    protocol.batchSize(),
                    protocol.trunkRate(),
                    protocol.headRate(),
                    FineTuning.MOMENTUM);
        }
    }
}
