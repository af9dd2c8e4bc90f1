package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.TrainingSettings;
import org.swavstream.state.safetensors.SafetensorsFile;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

/**
 * An exported ResNet-50 in torchvision. Runs where it is asked for, as it needs a Python with
 * torchvision (Debian: {@code apt-get install python3-torchvision}); the environment variable
 * {@code PYTHON} names another one than {@code python3}:
 *
 * <pre>{@code
 * ./mvnw verify -pl tests -am -Dtest=TorchvisionTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dtest.groups=torchvision -Dtest.excluded.groups=
 * }</pre>
 */
@Tag("torchvision")
@ExtendWith(SharedBroker.class)
final class TorchvisionTest {

    private static final Path SCRIPT = Path.of("torchvision", "features.py");
    private static final String TOPIC = "torchvision";
    private static final int SIDE = 224;
    private static final int STEPS = 2;

    @TempDir private Path folder;

    @Test
    void anExportedTrunkGivesTheSameFeatures(Broker broker) throws Exception {
        try (StreamJob job = resnet50(broker)) {
            String savepoint = train(job, broker);
            float[] image = image();
            float[] expected = ours(job, export(savepoint, "whole"), image);
            float[] actual = torchvision(export(savepoint, "trunk", "--trunk-only"), image);
            assertThat(expected).hasSize(2048);
            assertThat(actual).containsExactly(expected, Offset.offset(1e-4f));
        }
    }

    private StreamJob resnet50(Broker broker) {
        StreamJob job = new StreamJob(broker.bootstrapServers(), TOPIC, folder);
        job.configuration()
                .set(ModelOptions.TRUNK, "resnet50")
                .set(ModelOptions.WIDTH, 1.0)
                .set(ModelOptions.STEM, Stem.IMAGENET);
        return job;
    }

    /** A few steps, so that no statistic and no bias is what it was at first. */
    private static String train(StreamJob job, Broker broker) throws Exception {
        TestTopics.create(broker, TOPIC);
        TestTopics.publish(broker, TOPIC, STEPS * StreamJob.BATCH_SIZE, "default");
        try (MetricsReader metrics =
                new MetricsReader(broker.bootstrapServers(), TOPIC + ".metrics")) {
            job.start();
            metrics.await(StepReport.class, step -> step.step() == STEPS);
            return job.stop();
        }
    }

    private Path export(String savepoint, String name, String... more) {
        Path file = folder.resolve(name + ".safetensors");
        List<String> arguments =
                new ArrayList<>(
                        List.of("export", "--savepoint", savepoint, "--out", file.toString()));
        arguments.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.failed()).as(run.err()).isFalse();
        return file;
    }

    private static float[] image() {
        Random random = new Random(1);
        float[] image = new float[3 * SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
        }
        return image;
    }

    private static float[] ours(StreamJob job, Path file, float[] image) throws IOException {
        NativeLibraries.load(1);
        OptionReader options = new OptionReader(job.configuration());
        List<CropGroup> crops = List.of(new CropGroup(2, 16), new CropGroup(1, 8));
        TrainingSettings settings = TrainingSettings.read(options, crops).orElseThrow();
        try (SafetensorsFile model = SafetensorsFile.open(file);
                SwavLearner learner = new SwavLearner(settings.swav())) {
            List<TensorData> weights = new ArrayList<>();
            for (TensorSpec spec : model.tensors()) {
                if (!spec.name().startsWith("prototypes.")) {
                    weights.add(model.read(spec.name()));
                }
            }
            learner.restoreWeights(SavedTensors.of(weights));
            return learner.embedNormalized(image, SIDE).features().values();
        }
    }

    private float[] torchvision(Path trunk, float[] image) throws Exception {
        Path pixels = Files.write(folder.resolve("image"), bytes(image));
        Path features = folder.resolve("features");
        Process python =
                new ProcessBuilder(
                                System.getenv().getOrDefault("PYTHON", "python3"),
                                SCRIPT.toString(),
                                "resnet50",
                                trunk.toString(),
                                pixels.toString(),
                                features.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.INHERIT)
                        .start();
        assertThat(python.waitFor()).as("exit status of %s", SCRIPT).isZero();
        return floats(Files.readAllBytes(features));
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
