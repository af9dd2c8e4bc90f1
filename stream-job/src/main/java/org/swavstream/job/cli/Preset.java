package org.swavstream.job.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.flink.configuration.Configuration;
import org.swavstream.job.configuration.ConfigurationLoader;

/** A recipe that comes with the program: settings of the job under a name. */
enum Preset {
    IMAGENET_4096("SwAV as its authors trained it on 64 GPUs: ResNet-50, batches of 4,096"),
    IMAGENET_256("as its authors trained it on 4 GPUs: batches of 256 and the queue"),
    ONE_PASS("a stream without an end: ResNet-50, warm-up, then a constant learning rate"),
    SMALL_IMAGES("a stream of images of about 32 pixels: ResNet-18 with a small stem"),
    DEMO("the demo: a network that learns from Fashion-MNIST in minutes"),
    DEMO_TEXTURES("the demo with generated textures");

    private final String summary;

    Preset(String summary) {
        this.summary = summary;
    }

    /** What it is for, in a line. */
    String summary() {
        return summary;
    }

    /** Its file, comments included. */
    String yaml() throws IOException {
        try (InputStream document = open()) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Its settings. */
    Configuration settings() throws IOException {
        try (InputStream document = open()) {
            return ConfigurationLoader.read("preset " + this, document);
        }
    }

    /** The name by which a person calls it, as in {@code imagenet-256}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private InputStream open() {
        return Preset.class.getClassLoader().getResourceAsStream("presets/" + this + ".yaml");
    }
}
