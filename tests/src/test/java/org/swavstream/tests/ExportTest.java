package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.operators.report.StateReport;
import org.swavstream.state.safetensors.SafetensorsFile;
import org.swavstream.state.tensor.TensorSpec;

/** The command {@code export}. */
@ExtendWith({SharedBroker.class, SharedModels.class})
final class ExportTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void aFileHoldsTheReportedModelWhateverTheFormatOfItsState(Snapshot snapshot, TwoModels models)
            throws Exception {
        Path file = folder.resolve("model.safetensors");
        CommandLineRun run = CommandLineRun.export(models.path(snapshot), file, "--model", "cats");
        assertThat(run.failed()).as(run.err()).isFalse();
        try (SafetensorsFile model = SafetensorsFile.open(file)) {
            String digest = model.metadata().get("swav-stream.weights-digest");
            StateReport report = models.lastReport(state -> state.weightsDigest().equals(digest));
            assertThat(model.metadata())
                    .containsEntry("format", "pt")
                    .containsEntry("swav-stream.format", "1")
                    .containsEntry("swav-stream.model", "cats")
                    .containsEntry("swav-stream.step", "" + report.step())
                    .containsEntry("swav-stream.samples", "" + report.images())
                    .containsEntry("swav-stream.ledger-digest", report.ledgerDigest())
                    .hasEntrySatisfying(
                            "swav-stream.recipe-digest", recipe -> assertThat(recipe).hasSize(64))
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

    @Test
    void aTrunkIsExportedAlone(TwoModels models) throws Exception {
        Path file = folder.resolve("trunk.safetensors");
        CommandLineRun.export(models.savepoint(), file, "--model", "dogs", "--trunk-only");
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
    void whatAWarmStartBeginsWithIsExportedAgainAsItWas(TwoModels models, Broker broker)
            throws Exception {
        Path before = folder.resolve("before.safetensors");
        Path after = folder.resolve("after.safetensors");
        CommandLineRun.export(models.savepoint(), before, "--model", "cats");
        CommandLineRun.export(
                UntrainedModel.savepoint(
                        broker, "warm-start", folder, UntrainedModel.beginningWith(before)),
                after);
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

    @Test
    void ofSeveralModelsOneMustBeChosen(TwoModels models) {
        Path file = folder.resolve("model.safetensors");
        CommandLineRun.export(models.savepoint(), file)
                .assertRefused("holds 2 models; choose one with --model: cats, dogs");
        CommandLineRun.export(models.savepoint(), file, "--model", "cows")
                .assertRefused("holds no model 'cows'");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeReadIsNamedWithTheReason(TwoModels models) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Path absent = folder.resolve("absent");
        CommandLineRun.export(absent.toString(), file)
                .assertRefused("'" + absent, "no such folder");
        Path metadata = Files.writeString(folder.resolve("_metadata"), "something else");
        CommandLineRun.export(folder.toString(), file).assertRefused("'" + folder);
        Files.delete(metadata);

        // A savepoint refers to its own files by their names, so in a copy they are missing.
        Files.copy(models.savepointFolder().resolve("_metadata"), metadata);
        CommandLineRun.export(folder.toString(), file).assertRefused("a file of it is missing");
    }
}
