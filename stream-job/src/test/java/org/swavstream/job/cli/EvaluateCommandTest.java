package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.IndexedImages;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.swav.ComputeSettings;
import org.swavstream.operators.swav.LossSettings;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.QueueSettings;
import org.swavstream.operators.swav.Schedule;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.operators.swav.TrunkSettings;
import org.swavstream.state.safetensors.SafetensorsWriter;
import org.swavstream.state.tensor.TensorData;

class EvaluateCommandTest {

    private static final String TRAINED = "trained";
    private static final String UNTRAINED = "untrained";

    @TempDir private static Path folder;

    private final CommandLineRun run = new CommandLineRun();

    @BeforeAll
    static void writeModels() throws IOException {
        NativeLibraries.load(1);
        write("model.safetensors", Map.of("model.stem", "small-stride-2", "train.seed", "3"));
        write("bare.safetensors", Map.of());
    }

    private static void write(String name, Map<String, String> metadata) throws IOException {
        try (SwavLearner learner = new SwavLearner(settings())) {
            List<TensorData> tensors = learner.state().weights().readAll();
            var specs = tensors.stream().map(TensorData::spec).toList();
            Path file = folder.resolve(name);
            try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata, specs)) {
                for (TensorData tensor : tensors) {
                    writer.write(tensor);
                }
                writer.finish();
            }
        }
    }

    private static SwavSettings settings() {
        TrunkSettings trunk = TrunkSettings.of("resnet10", 0.125, Stem.SMALL_STRIDE_2);
        return new SwavSettings(
                new ModelSettings(trunk, 8, 4, 3),
                new LossSettings(0.1, 0.05, 3, List.of(0, 1), 0),
                new QueueSettings(0, 0),
                new OptimizerSettings(0.9, 1e-6, 0.001),
                new Schedule.WarmupConstant(Schedule.Warmup.none(0.1)),
                List.of(new CropGroup(2, 16)),
                3,
                ComputeSettings.on("cpu"));
    }

    @Test
    void everyProtocolIsReportedForBothNetworks() throws IOException {
        int status =
                evaluate(
                        "--train=textures:16",
                        "--limit=60",
                        "--side=16",
                        "--protocol=knn,linear,semi",
                        "--neighbors=1,5",
                        "--epochs=2",
                        "--fraction=0.5",
                        "--head-learning-rate=0.05",
                        "--json");
        assertThat(status).as(run.err()).isZero();
        assertThat(run.out() + run.err())
                .containsOnlyOnce("Model: ")
                .containsOnlyOnce(
                        "Images: 48 for training, 12 for the test, 10 classes; their features take 15 kB")
                .containsOnlyOnce("Views: ")
                .containsOnlyOnce("Computed on: ");
        assertThat(run.out())
                .contains(
                        "stem small-stride-2",
                        "bilinear, anti-aliased; mean [0.485, 0.456, 0.406], std [0.228, 0.224,",
                        "kNN, k = 5, T = 0.07",
                        "linear, last epoch",
                        "semi 50 %, best epoch",
                        "Best epoch: selected on the test set, so optimistic; quote the last epoch.");
        JsonNode json = json();
        assertThat(json.get("interpolation").asText()).isEqualTo("bilinear, anti-aliased");
        assertThat(json.get("stem").asText()).isEqualTo("small-stride-2");
        assertThat(json.get("train").asText()).isEqualTo("textures:16");
        assertThat(json.get("limit").asInt()).isEqualTo(60);
        assertThat(json.get("results")).hasSize(8);
        assertThat(json.get("results").findValuesAsText("network"))
                .containsExactly(
                        TRAINED, TRAINED, TRAINED, TRAINED, UNTRAINED, UNTRAINED, UNTRAINED,
                        UNTRAINED);
        // The model was written before its first step, so it is the untrained one.
        for (int i = 0; i < 4; i++) {
            JsonNode trained = json.get("results").get(i);
            JsonNode untrained = json.get("results").get(i + 4);
            assertThat(without(trained)).isEqualTo(without(untrained));
        }
    }

    private static String without(JsonNode result) {
        return result.toString().replaceFirst("\"network\":\"[a-z]*\"", "");
    }

    @Test
    void foldersHaveTheirClassesInSubFoldersAndBrokenFilesAreNamed() throws IOException {
        Path train = images("train", 24);
        Path test = images("test", 8);
        Files.write(test.resolve("odd").resolve("broken.png"), new byte[10]);
        int status =
                evaluate(
                        "--train=" + train,
                        "--test=" + test,
                        "--side=16",
                        "--protocol=knn",
                        "--trained-only",
                        "--json");
        assertThat(status).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Left out: 1 of the test images, which cannot be decoded: odd/broken.png")
                .doesNotContain(UNTRAINED);
        assertThat(json().get("broken_test_images").asInt()).isEqualTo(1);
        assertThat(json().get("test_images").asInt()).isEqualTo(9);
    }

    @Test
    void whatIsLeftOutOfShardsIsSaid() throws IOException {
        Path shard = shard("shard.tar", 10);
        int status = evaluate("--train=" + shard, "--side=16", "--protocol=knn", "--trained-only");
        assertThat(status).as(run.err()).isZero();
        assertThat(run.out() + run.err())
                .containsOnlyOnce(
                        "Left out of %s: 1 of the files, which are empty".formatted(shard))
                .contains("the first: shard.tar/empty.png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--epochs=0 | --epochs is 0; expected 1 or more",
                "--batch-size=1 | --batch-size is 1; expected 2 or more",
                "--neighbors=5,0 | --neighbors is 0; expected 1 or more",
                "--temperature=0 | --temperature is 0.0; expected more than 0",
                "--fraction=1.5 | --fraction is 1.5; expected over 0 and at most 1",
                "--side=4 | --side is 4; expected 8 to 1024",
                "--threads=0 | --threads is 0; expected 1 to 1024",
                "--limit=1 | --limit is 1; expected 2 or more",
                "--learning-rate=NaN | --learning-rate is NaN; expected more than 0",
                "--test=textures:16 | --test has the images of --train",
                "--fraction=0.1 | --fraction is for --protocol semi, and knn,linear is chosen",
                "--device=tpu | device 'tpu' is not known",
                "--protocol=svm | Invalid value for option '--protocol' (NAME): 'svm' is not one of"
                        + " [knn, linear, semi]",
                "--stem=tiny | Invalid value for option '--stem': 'tiny' is not one of"
                        + " [imagenet, small, small-stride-2]"
            })
    void wrongOptionsAreSaidInOneLine(String option, String message) {
        List<String> arguments = new ArrayList<>(List.of("--train=textures:16", option));
        if (!option.startsWith("--limit")) {
            arguments.add("--limit=10");
        }
        assertThat(evaluate(arguments.toArray(String[]::new))).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).startsWith("swav-stream: " + message).hasLineCount(1);
    }

    @Test
    void anOptionOfAProtocolThatIsNotChosenIsRefused() {
        evaluate("--train=textures", "--protocol=knn", "--augment", "--epochs=3", "--neighbors=5");
        assertThat(run.err())
                .contains("--augment is for --protocol linear, and knn is chosen")
                .contains("--epochs is for --protocol linear or semi, and knn is chosen")
                .doesNotContain("--neighbors");
    }

    @Test
    void allWrongOptionsAreSaidAtOnce() {
        evaluate("--train=textures", "--epochs=0", "--side=4", "--threads=0");
        assertThat(run.err()).contains("--epochs is 0", "--side is 4", "--threads is 0");
    }

    @Test
    void whatCannotBeEvaluatedIsSaidInOneLine() throws IOException {
        failsWith("textures-16 has no end; add --limit N", "model", "--train=textures:16");
        failsWith("absent.safetensors", "absent", "--train=textures:16");
        failsWith(
                "can be small or small-stride-2: choose one with --stem",
                "bare",
                "--train=textures:16");
        failsWith("nowhere: no such data set", "model", "--train=nowhere");
        Path train = images("some", 20);
        Path test = images("strange", 4);
        Files.move(test.resolve("odd"), test.resolve("dog"));
        failsWith(
                "has the label 'dog', which no training image has; theirs are even, odd",
                "model",
                "--train=" + train,
                "--test=" + test);
    }

    @Test
    void aModelOfAnotherKindIsNamed() throws IOException {
        Files.writeString(folder.resolve("text.safetensors"), "# A readme, not a model");
        failsWith("it is no safetensors file: its first", "text", "--train=textures:16");
        Files.createDirectories(folder.resolve("folder.safetensors"));
        failsWith("it is a folder; name the file in it", "folder", "--train=textures:16");
    }

    private static void failsWith(String message, String model, String... options) {
        CommandLineRun run = new CommandLineRun();
        int status = evaluate(run, model, options);
        assertThat(run.err()).startsWith("swav-stream: ").contains(message).hasLineCount(1);
        assertThat(status).isEqualTo(ExitStatus.FAILURE);
    }

    private static Path images(String name, int count) throws IOException {
        Path images = folder.resolve(name);
        IndexedImages textures = Datasets.open("textures:16").index();
        for (int i = 0; i < count; i++) {
            Path label = images.resolve(i % 2 == 0 ? "even" : "odd");
            Files.createDirectories(label);
            Files.write(label.resolve(i + ".png"), textures.encoded(i));
        }
        return images;
    }

    /** With one image more, which is empty. */
    private static Path shard(String name, int count) throws IOException {
        Path shard = folder.resolve(name);
        IndexedImages textures = Datasets.open("textures:16").index();
        try (OutputStream file = Files.newOutputStream(shard);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(file)) {
            for (int i = 0; i < count; i++) {
                put(tar, i + ".png", textures.encoded(i));
                put(tar, i + ".cls", new byte[] {(byte) ('a' + i % 2)});
            }
            put(tar, "empty.png", new byte[0]);
        }
        return shard;
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private JsonNode json() throws IOException {
        List<String> lines = run.out().lines().toList();
        return new JsonMapper().readTree(lines.get(lines.size() - 1));
    }

    private int evaluate(String... options) {
        return evaluate(run, "model", options);
    }

    private static int evaluate(CommandLineRun run, String model, String... options) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("evaluate", "--model=" + folder.resolve(model + ".safetensors")));
        arguments.addAll(List.of(options));
        if (arguments.stream().noneMatch(option -> option.startsWith("--threads"))) {
            arguments.add("--threads=1");
        }
        return run.execute(arguments.toArray(String[]::new));
    }
}
