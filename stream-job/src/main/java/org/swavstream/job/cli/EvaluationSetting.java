package org.swavstream.job.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.swavstream.job.console.ByteSize;
import org.swavstream.operators.evaluation.ImageSets;
import org.swavstream.operators.multicrop.MultiCrop;
import org.swavstream.operators.swav.FeatureTable;
import org.swavstream.operators.swav.InputNormalization;
import org.swavstream.operators.swav.TrunkSettings;

/**
 * What the numbers of an evaluation depend on besides the protocols.
 *
 * @param model the model's file
 * @param trunk its network
 * @param choice which images were asked for
 * @param sets the images
 * @param side width and height of the views in pixels
 * @param device where the network runs
 * @param threads of decoding and of the CPU
 * @param seed of all that is random
 * @param untrainedSeed of the weights of the untrained network, if there is one
 */
record EvaluationSetting(
        Path model,
        TrunkSettings trunk,
        ImageChoice choice,
        ImageSets sets,
        int side,
        String device,
        int threads,
        long seed,
        OptionalLong untrainedSeed) {

    static final String INTERPOLATION = "bilinear, anti-aliased";

    List<String> lines() {
        return List.of(network(), images(), views(), computation());
    }

    private String network() {
        return "Model: %s, ResNet of %s blocks %s, width %d, stem %s, %,d features"
                .formatted(
                        model,
                        trunk.block().name().toLowerCase(Locale.ROOT),
                        trunk.layers().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining("-")),
                        trunk.width(),
                        trunk.stem(),
                        trunk.features());
    }

    private String images() {
        long images = (long) sets.train().size() + sets.test().size();
        return "Images: %,d for training, %,d for the test, %,d classes; their features take %s"
                .formatted(
                        sets.train().size(),
                        sets.test().size(),
                        sets.classes(),
                        ByteSize.of(FeatureTable.bytes(images, trunk.features())));
    }

    private String views() {
        return "Views: shorter side scaled to %d, middle %d x %d; %s; mean %s, std %s"
                .formatted(
                        MultiCrop.evaluationScale(side),
                        side,
                        side,
                        INTERPOLATION,
                        InputNormalization.MEAN,
                        InputNormalization.DEVIATION);
    }

    private String computation() {
        String computed = "Computed on: %s; threads: %d; seed: %d".formatted(device, threads, seed);
        return untrainedSeed.isPresent()
                ? computed + "; seed of the untrained network: " + untrainedSeed.getAsLong()
                : computed;
    }
}
