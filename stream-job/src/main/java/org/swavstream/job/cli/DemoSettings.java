package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.operators.training.TrainOptions;

/**
 * The settings of a demo.
 *
 * @param preset what it learns with
 * @param seed of the weights and the crops
 */
record DemoSettings(Preset preset, long seed) {

    static final String TOPIC = "images";

    /** Those for gray clothes, or for everything in colour. */
    static DemoSettings of(String images, long seed) {
        Preset preset = images.equals("fashion-mnist") ? Preset.DEMO : Preset.DEMO_TEXTURES;
        return new DemoSettings(preset, seed);
    }

    /** Writes all of them to {@code file}, so that the run can be repeated by any later version. */
    void write(Path file) throws IOException {
        String own =
                """

                %s: %s
                %s: %d
                """
                        .formatted(KafkaOptions.TOPIC.key(), TOPIC, TrainOptions.SEED.key(), seed);
        Files.writeString(file, preset.yaml() + own);
    }
}
