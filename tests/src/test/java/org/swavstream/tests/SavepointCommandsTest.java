package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;
import org.swavstream.operators.training.LossOptions;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.TrainOptions;
import org.swavstream.state.safetensors.SafetensorsFile;
import org.swavstream.state.tensor.TensorSpec;

/**
 * The commands that read savepoints, on what one real job with two models left: a retained
 * checkpoint, and a savepoint in each of Flink's two formats; and on what the job left that went on
 * from there with other state backends.
 */
@ExtendWith(SharedBroker.class)
final class SavepointCommandsTest {

    private static final String TOPIC = "savepoint-commands";
    private static final long STEPS = 6;
    private static final long IMAGES = STEPS * StreamJob.BATCH_SIZE + 3;

    @TempDir private static Path jobFolder;

    private static String savepoint;
    private static String nativeSavepoint;
    private static String checkpoint;
    private static final List<String> ofOtherBackends = new ArrayList<>();
    private static final List<StateReport> reports = new ArrayList<>();

    @TempDir private Path folder;

    @BeforeAll
    static void train(Broker broker) throws Exception {
        TestTopics.create(broker, TOPIC);
        TestTopics.publish(broker, TOPIC, IMAGES, "cats");
        TestTopics.publish(broker, TOPIC, IMAGES, "dogs");
        try (MetricsReader metrics =
                        new MetricsReader(broker.bootstrapServers(), TOPIC + ".metrics");
                StreamJob job = new StreamJob(broker.bootstrapServers(), TOPIC, jobFolder)) {
            job.configuration().set(SequenceOptions.KEY_BY, ModelKey.RECORD_KEY);
            job.start();
            metrics.await(
                    StepReport.class, step -> step.model().equals("dogs") && step.step() == STEPS);
            nativeSavepoint = job.savepoint(SavepointFormatType.NATIVE);
            savepoint = job.savepoint(SavepointFormatType.CANONICAL);
            reports.addAll(metrics.all(StateReport.class));
            awaitCheckpointAfter(reports.get(reports.size() - 1).checkpoint(), metrics);
            job.close();
            checkpoint = job.latestCheckpoint();
        }
        goOnWith("hashmap", true, broker);
        goOnWith("rocksdb", false, broker);
    }

    /** A report comes before its checkpoint is complete, one of the next checkpoint after it. */
    private static void awaitCheckpointAfter(long earlier, MetricsReader metrics) throws Exception {
        long next =
                metrics.await(StateReport.class, state -> state.checkpoint() > earlier)
                        .checkpoint();
        metrics.await(StateReport.class, state -> state.checkpoint() > next);
    }

    private static void goOnWith(String backend, boolean incremental, Broker broker)
            throws Exception {
        Path folderOfIt = jobFolder.resolve(backend);
        try (MetricsReader metrics =
                        new MetricsReader(broker.bootstrapServers(), TOPIC + ".metrics");
                StreamJob job =
                        new StreamJob(broker.bootstrapServers(), TOPIC, folderOfIt)
                                .from(savepoint)) {
            job.configuration()
                    .set(SequenceOptions.KEY_BY, ModelKey.RECORD_KEY)
                    .set(StateBackendOptions.STATE_BACKEND, backend)
                    .set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, incremental);
            job.start();
            // A report comes before its checkpoint is complete, the next one after it.
            metrics.await(StateReport.class, state -> state.model().equals("dogs"));
            metrics.await(StateReport.class, state -> state.model().equals("dogs"));
            ofOtherBackends.add(job.savepoint(SavepointFormatType.NATIVE));
            job.close();
            ofOtherBackends.add(job.latestCheckpoint());
        }
    }

    private static List<String> snapshots() {
        List<String> all = new ArrayList<>(List.of(savepoint, nativeSavepoint, checkpoint));
        all.addAll(ofOtherBackends);
        return all;
    }

    @Test
    void anExportHoldsTheReportedModelWhateverTheFormatOfItsState() throws Exception {
        for (String path : snapshots()) {
            Path file = folder.resolve("model.safetensors");
            CommandLineRun run = export(path, file, "--model", "cats");
            assertThat(run.failed()).as(run.err()).isFalse();
            try (SafetensorsFile model = SafetensorsFile.open(file)) {
                String digest = model.metadata().get("swav-stream.weights-digest");
                StateReport report =
                        reports.stream()
                                .filter(state -> state.weightsDigest().equals(digest))
                                .findFirst()
                                .orElseThrow();
                assertThat(model.metadata())
                        .containsEntry("format", "pt")
                        .containsEntry("swav-stream.format", "1")
                        .containsEntry("swav-stream.model", "cats")
                        .containsEntry("swav-stream.step", "" + report.step())
                        .containsEntry("swav-stream.samples", "" + report.images())
                        .containsEntry("swav-stream.ledger-digest", report.ledgerDigest())
                        .containsEntry("model.trunk", "resnet10")
                        .containsEntry("model.width", "0.125")
                        .containsEntry("model.stem", "small-stride-2")
                        .containsEntry("model.prototypes", "8");
                assertThat(model.tensors())
                        .extracting(TensorSpec::name)
                        .contains(
                                "conv1.weight",
                                "layer4.0.bn2.num_batches_tracked",
                                "projection_head.3.bias",
                                "prototypes.weight");
            }
        }
    }

    @Test
    void aTrunkIsExportedAlone() throws Exception {
        Path file = folder.resolve("trunk.safetensors");
        export(savepoint, file, "--model", "dogs", "--trunk-only");
        try (SafetensorsFile model = SafetensorsFile.open(file)) {
            assertThat(model.tensors())
                    .extracting(TensorSpec::name)
                    .contains("conv1.weight", "layer4.0.bn2.running_var")
                    .noneMatch(name -> name.startsWith("projection_head"))
                    .noneMatch(name -> name.startsWith("prototypes"));
        }
    }

    /** A model that begins with the file's weights has them, to the bit, until its first step. */
    @Test
    void whatAWarmStartBeginsWithIsExportedAgainAsItWas(Broker broker) throws Exception {
        Path before = folder.resolve("before.safetensors");
        Path after = folder.resolve("after.safetensors");
        export(savepoint, before, "--model", "cats");
        export(savepointBeforeTheFirstStep(broker, "warm-start", beginningWith(before)), after);
        try (SafetensorsFile expected = SafetensorsFile.open(before);
                SafetensorsFile actual = SafetensorsFile.open(after)) {
            assertThat(actual.metadata()).containsEntry("swav-stream.step", "0");
            assertThat(actual.tensors()).isEqualTo(expected.tensors());
            for (TensorSpec spec : expected.tensors()) {
                assertThat(actual.read(spec.name()).bytes())
                        .as(spec.name())
                        .isEqualTo(expected.read(spec.name()).bytes());
            }
        }
    }

    private static Configuration beginningWith(Path model) {
        return new Configuration()
                .set(TrainOptions.SEED, 77L)
                .set(ModelOptions.WARM_START, model.toString());
    }

    private String savepointBeforeTheFirstStep(Broker broker, String topic, Configuration settings)
            throws Exception {
        TestTopics.create(broker, topic);
        TestTopics.publish(broker, topic, StreamJob.BATCH_SIZE - 1, "cats");
        try (MetricsReader metrics =
                        new MetricsReader(broker.bootstrapServers(), topic + ".metrics");
                StreamJob job = new StreamJob(broker.bootstrapServers(), topic, folder)) {
            job.configuration().set(SequenceOptions.KEY_BY, ModelKey.RECORD_KEY).addAll(settings);
            job.start();
            metrics.await(StateReport.class, state -> state.pending() > 0);
            return job.stop();
        }
    }

    @Test
    void ofSeveralModelsOneMustBeChosen() {
        Path file = folder.resolve("model.safetensors");
        assertRefused(
                export(savepoint, file), "holds 2 models; choose one with --model: cats, dogs");
        assertRefused(export(savepoint, file, "--model", "cows"), "holds no model 'cows'");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeReadIsNamedWithTheReason() throws IOException {
        Path absent = folder.resolve("absent");
        assertRefused(
                export(absent.toString(), folder.resolve("x")), "'" + absent, "no such folder");
        Path noSavepoint = Files.writeString(folder.resolve("_metadata"), "something else");
        assertRefused(export(folder.toString(), folder.resolve("x")), "'" + folder);
        Files.delete(noSavepoint);
        Path lost = copyOfMetadata(savepoint);
        assertRefused(export(lost.toString(), folder.resolve("x")), "a file of it is missing");
    }

    @Test
    void allThatThereIsToResumeFromIsListed() throws IOException {
        // What a TaskManager works in, beside checkpoints and savepoints in one folder.
        Files.createDirectories(jobFolder.resolve("working").resolve("tm_127.0.0.1:44429-9fa559"));
        CommandLineRun run = CommandLineRun.of("savepoints", jobFolder.toString());
        assertThat(run.failed()).as(run.err()).isFalse();
        for (String path : List.of(savepoint, nativeSavepoint, checkpoint)) {
            String job = path.contains("chk-") ? "[0-9a-f]{32}" : "[0-9a-f]{6} *";
            String folderOfIt = path.contains(":") ? Path.of(URI.create(path)).toString() : path;
            assertThat(run.out())
                    .containsPattern(
                            "\\d{4}-\\d\\d-\\d\\dT\\S+Z +"
                                    + job
                                    + " +[\\d.]+ MB +"
                                    + folderOfIt
                                    + "\n");
        }
    }

    @Test
    void whatIsListedAndCannotBeReadSaysWhy() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("savepoint-abcdef-1"));
        Files.writeString(broken.resolve("_metadata"), "something else");
        assertThat(CommandLineRun.of("savepoints", folder.toString()).out())
                .contains("abcdef", "cannot read savepoint '" + broken + "'");
        assertRefused(
                CommandLineRun.of("savepoints", folder.resolve("absent").toString()),
                "there is no folder '" + folder.resolve("absent"));
        CommandLineRun none =
                CommandLineRun.of(
                        "savepoints", Files.createDirectories(folder.resolve("empty")).toString());
        assertThat(none.failed()).isFalse();
        assertThat(none.err()).contains("No savepoint or checkpoint in");
    }

    @Test
    void anInspectionShowsWhatTheJobReported() throws Exception {
        for (String path : snapshots()) {
            CommandLineRun run = CommandLineRun.of("inspect", "--json", path);
            assertThat(run.failed()).as(run.err()).isFalse();
            JsonNode inspection = new ObjectMapper().readTree(run.out());
            assertThat(inspection.at("/source_offsets/0/topic").asText()).isEqualTo(TOPIC);
            assertThat(inspection.at("/source_offsets/0/offset").asLong()).isEqualTo(2 * IMAGES);
            assertThat(inspection.at("/state_layouts/progress").asInt()).isEqualTo(2);
            assertThat(inspection.at("/models")).hasSize(2);
            JsonNode dogs = inspection.at("/models/1");
            StateReport report = lastReport("dogs");
            assertThat(dogs.get("model").asText()).isEqualTo("dogs");
            assertThat(dogs.get("step").asLong()).isEqualTo(STEPS);
            assertThat(dogs.get("samples").asLong()).isEqualTo(report.images());
            assertThat(dogs.get("ledger_digest").asText()).isEqualTo(report.ledgerDigest());
            assertThat(dogs.get("weights_digest").asText()).isEqualTo(report.weightsDigest());
            assertThat(dogs.get("queue_fill").asInt()).isEqualTo(3 * StreamJob.BATCH_SIZE);
            assertThat(dogs.at("/prototypes/features").asInt())
                    .isEqualTo(2 * 3 * StreamJob.BATCH_SIZE);
            assertThat(dogs.at("/prototypes/used").asDouble()).isBetween(1.0 / 8, 1.0);
            assertThat(dogs.at("/settings/queue.length").asText()).isEqualTo("48");
        }
    }

    @Test
    void anInspectionIsAlsoATable() {
        CommandLineRun run = CommandLineRun.of("inspect", savepoint);
        assertThat(run.out())
                .contains("source         " + TOPIC + "-0 goes on at offset 198")
                .contains("model cats\n  step           6\n  samples        96\n")
                .contains("weights digest " + lastReport("cats").weightsDigest())
                .contains("queue          48 of 48 rows")
                .contains("model.trunk = resnet10");
    }

    @Test
    void formatAndStateBackendAreNoDifference() {
        for (String other : snapshots()) {
            CommandLineRun run = CommandLineRun.of("diff", savepoint, other);
            assertThat(run.failed()).as(run.out() + run.err()).isFalse();
            assertThat(run.out())
                    .isEqualTo("Models and source offsets are the same, to the bit.\n");
        }
    }

    @Test
    void aDamagedBlockIsNamed() throws Exception {
        Path file = folder.resolve("model.safetensors");
        export(savepoint, file, "--model", "cats");
        Path damaged = copyWithDamage(file);
        assertRefused(
                CommandLineRun.of("inspect", damaged.toString()),
                "cannot read savepoint '" + damaged + "'",
                "block 0 of state 'weights' (conv1.weight to projection_head.3.bias)",
                "is damaged: its checksum is");
    }

    /** The other has the weights of this one, but no momentum, and another seed. */
    @Test
    void whatDiffersIsShownByTensor(Broker broker) throws Exception {
        Path file = folder.resolve("model.safetensors");
        export(savepoint, file, "--model", "cats");
        String other = savepointBeforeTheFirstStep(broker, "warm-start-diff", beginningWith(file));

        CommandLineRun run = CommandLineRun.of("diff", savepoint, other);

        assertThat(run.failed()).isTrue();
        assertThat(run.err().lines()).noneMatch(line -> line.startsWith("swav-stream:"));
        assertThat(run.out())
                .contains("source\n  " + TOPIC + "-0 goes on at offset 198\n  warm-start-diff-0 ")
                .containsPattern("train.seed +31 \\| 77\n  step +6 \\| 0\n")
                .containsPattern("    momentum conv1.weight +\\d\\S+\n")
                .containsPattern("    queue 1 +\\d\\S+\n")
                .doesNotContain("    weights conv1.weight", "    prototypes prototypes.weight")
                .contains("model dogs\n  only in " + savepoint);
    }

    /** A queue's rows are as long as the features, and it has a ring for each assignment crop. */
    @Test
    void queuesOfOtherShapesDifferByTheirShapes(Broker broker) throws Exception {
        Configuration smaller =
                new Configuration()
                        .set(ModelOptions.FEATURE_DIM, 4)
                        .set(LossOptions.ASSIGNMENT_CROPS, "1");
        String other = savepointBeforeTheFirstStep(broker, "smaller-diff", smaller);

        CommandLineRun run = CommandLineRun.of("diff", savepoint, other);
        CommandLineRun reversed = CommandLineRun.of("diff", other, savepoint);

        assertThat(run.err() + reversed.err()).isEmpty();
        assertThat(run.out())
                .containsPattern("  queue +2 rings of 48 x 8 \\| 1 rings of 48 x 4\n")
                .containsPattern(
                        "  prototypes prototypes.weight F32 \\[8, 8\\] \\| F32 \\[8, 4\\]\n")
                .doesNotContain("queue 0");
        assertThat(reversed.out())
                .containsPattern("  queue +1 rings of 48 x 4 \\| 2 rings of 48 x 8\n");
    }

    private Path copyWithDamage(Path exported) throws IOException {
        Path copy = folder.resolve("damaged");
        try (SafetensorsFile model = SafetensorsFile.open(exported)) {
            byte[] tensor = model.read("layer4.0.conv2.weight").bytes();
            DamagedSavepoint.copy(Path.of(URI.create(savepoint)), tensor, copy);
        }
        return copy;
    }

    private static StateReport lastReport(String model) {
        return reports.stream()
                .filter(report -> report.model().equals(model))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    /** A savepoint refers to its own files by their names, so here they are missing. */
    private Path copyOfMetadata(String path) throws IOException {
        Path source = Path.of(URI.create(path)).resolve("_metadata");
        Files.copy(source, folder.resolve("_metadata"));
        return folder;
    }

    private static void assertRefused(CommandLineRun run, String... reasons) {
        assertThat(run.failed()).isTrue();
        assertThat(run.err().lines()).singleElement().asString().contains(reasons);
        assertThat(run.out()).isEmpty();
    }

    private static CommandLineRun export(String path, Path file, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("export", "--savepoint", path, "--out", file.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }
}
