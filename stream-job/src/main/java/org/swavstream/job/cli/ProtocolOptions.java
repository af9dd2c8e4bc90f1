package org.swavstream.job.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.swavstream.operators.evaluation.KnnProtocol;
import org.swavstream.operators.evaluation.LinearProtocol;
import org.swavstream.operators.evaluation.Protocols;
import org.swavstream.operators.evaluation.SemiProtocol;
import org.swavstream.operators.swav.Learner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code evaluate} that say by which protocols. */
final class ProtocolOptions {

    private static final int LINEAR_EPOCHS = 100;
    private static final int SEMI_EPOCHS = 20;

    /** Learning rates of trunk and head for 1 % and for 10 % of the labels. */
    private static final List<Double> FEW_LABELS = List.of(0.02, 5.0);

    private static final List<Double> MORE_LABELS = List.of(0.01, 0.2);
    private static final double MORE_FROM = 0.05;

    /** What {@code --protocol} takes. */
    enum Name {
        KNN,
        LINEAR,
        SEMI;

        private Set<String> options() {
            return switch (this) {
                case KNN -> Set.of("--neighbors", "--temperature");
                case LINEAR -> Set.of("--augment", "--learning-rate", "--epochs", "--batch-size");
                case SEMI ->
                        Set.of(
                                "--fraction",
                                "--trunk-learning-rate",
                                "--head-learning-rate",
                                "--epochs",
                                "--batch-size");
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--protocol",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "knn,linear",
            description =
                    "any of knn (nearest neighbours), linear (linear classifier on frozen features)"
                            + " and semi (fine-tuning with few labels), separated by commas"
                            + " (default: ${DEFAULT-VALUE})")
    private List<Name> names;

    @Option(
            names = "--neighbors",
            split = ",",
            paramLabel = "K",
            defaultValue = "10,20,100,200",
            description = "knn: numbers of neighbours (default: ${DEFAULT-VALUE})")
    private List<Integer> neighbors;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "0.07",
            description = "knn: temperature of the votes (default: ${DEFAULT-VALUE})")
    private double temperature;

    @Option(
            names = "--fraction",
            paramLabel = "F",
            defaultValue = "0.01",
            description =
                    "semi: share of each class's training images that are used, one at least"
                            + " (default: ${DEFAULT-VALUE})")
    private double fraction;

    @Option(
            names = "--augment",
            description =
                    "linear: train on new random crops in each epoch, as the paper does; the images"
                            + " go through the network once per epoch instead of once")
    private boolean augment;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "epochs of training (default: linear 100, semi 20)")
    private Integer epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "256",
            description = "linear, semi: images of a step (default: ${DEFAULT-VALUE})")
    private int batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            defaultValue = "0.3",
            description = "linear: first learning rate (default: ${DEFAULT-VALUE})")
    private double learningRate;

    @Option(
            names = "--trunk-learning-rate",
            paramLabel = "X",
            description =
                    "semi: learning rate of the trunk (default: 0.02, and 0.01 from --fraction 0.05"
                            + " on)")
    private Double trunkRate;

    @Option(
            names = "--head-learning-rate",
            paramLabel = "X",
            description =
                    "semi: learning rate of the classifier (default: 5, and 0.2 from --fraction"
                            + " 0.05 on)")
    private Double headRate;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Adds what is wrong. */
    void check(List<String> problems) {
        Ranges ranges = new Ranges(problems);
        ranges.atLeast("--batch-size", batchSize, Learner.MIN_BATCH);
        neighbors.forEach(k -> ranges.atLeast("--neighbors", k, 1));
        if (epochs != null) {
            ranges.atLeast("--epochs", epochs, 1);
        }
        ranges.above0("--temperature", temperature);
        ranges.above0("--learning-rate", learningRate);
        ranges.above0("--trunk-learning-rate", trunkRate());
        ranges.above0("--head-learning-rate", headRate());
        ranges.share("--fraction", fraction);
        command.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .forEach(option -> unusedProblem(option).ifPresent(problems::add));
    }

    private Optional<String> unusedProblem(String option) {
        List<Name> users =
                Stream.of(Name.values()).filter(name -> name.options().contains(option)).toList();
        return users.isEmpty() || users.stream().anyMatch(names::contains)
                ? Optional.empty()
                : Optional.of(
                        "%s is for --protocol %s, and %s is chosen"
                                .formatted(option, joined(users, " or "), joined(names, ",")));
    }

    private static String joined(List<Name> some, String separator) {
        return some.stream().map(Name::toString).collect(Collectors.joining(separator));
    }

    /** The protocols, where nothing is wrong. */
    Protocols protocols() {
        return new Protocols(
                given(Name.KNN).map(name -> new KnnProtocol(neighbors, temperature)),
                given(Name.LINEAR)
                        .map(
                                name ->
                                        new LinearProtocol(
                                                epochs(LINEAR_EPOCHS),
                                                batchSize,
                                                learningRate,
                                                augment)),
                given(Name.SEMI)
                        .map(
                                name ->
                                        new SemiProtocol(
                                                fraction,
                                                epochs(SEMI_EPOCHS),
                                                batchSize,
                                                trunkRate(),
                                                headRate())));
    }

    private Optional<Name> given(Name name) {
        return names.contains(name) ? Optional.of(name) : Optional.empty();
    }

    private int epochs(int byDefault) {
        return epochs == null ? byDefault : epochs;
    }

    private double trunkRate() {
        return trunkRate == null ? rates().get(0) : trunkRate;
    }

    private double headRate() {
        return headRate == null ? rates().get(1) : headRate;
    }

    private List<Double> rates() {
        return fraction < MORE_FROM ? FEW_LABELS : MORE_LABELS;
    }
}
