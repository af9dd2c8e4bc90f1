package org.swavstream.job.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.operators.training.TrainOptions;

/** Settings with which a demo learns in minutes. */
enum Preset {
    FASHION_MNIST("presets/demo-fashion-mnist.yaml"),
    TEXTURES("presets/demo-textures.yaml");

    static final String TOPIC = "images";

    private final String resource;

    Preset(String resource) {
        this.resource = resource;
    }

    /** The one for gray clothes, or the one for everything in colour. */
    static Preset of(String images) {
        return images.equals("fashion-mnist") ? FASHION_MNIST : TEXTURES;
    }

    /** Writes the settings of a run to {@code file}, with topic and seed. */
    void write(Path file, long seed) throws IOException {
        try (InputStream preset = Preset.class.getClassLoader().getResourceAsStream(resource)) {
            Files.copy(preset, file);
        }
        String own =
                """

                %s: %s
                %s: %d
                """
                        .formatted(KafkaOptions.TOPIC.key(), TOPIC, TrainOptions.SEED.key(), seed);
        Files.writeString(file, own, StandardOpenOption.APPEND);
    }
}
