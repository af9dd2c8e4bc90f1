package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.swavstream.operators.report.StateReport;
import org.swavstream.state.safetensors.SafetensorsFile;

/** The command {@code inspect}. */
@ExtendWith(SharedModels.class)
final class InspectTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void itShowsWhatTheJobReported(Snapshot snapshot, TwoModels models) throws Exception {
        CommandLineRun run = CommandLineRun.of("inspect", "--json", models.path(snapshot));
        assertThat(run.failed()).as(run.err()).isFalse();
        JsonNode inspection = new ObjectMapper().readTree(run.out());
        assertThat(inspection.at("/source_offsets/0/topic").asText()).isEqualTo(TwoModels.TOPIC);
        assertThat(inspection.at("/source_offsets/0/offset").asLong())
                .isEqualTo(2 * TwoModels.IMAGES);
        assertThat(inspection.at("/state_layouts/progress").asInt()).isEqualTo(3);
        assertThat(inspection.at("/models")).hasSize(2);
        JsonNode dogs = inspection.at("/models/1");
        StateReport report = models.lastReport("dogs");
        assertThat(dogs.get("model").asText()).isEqualTo("dogs");
        assertThat(dogs.get("step").asLong()).isEqualTo(TwoModels.STEPS);
        assertThat(dogs.get("samples").asLong()).isEqualTo(report.images());
        assertThat(dogs.get("ledger_digest").asText()).isEqualTo(report.ledgerDigest());
        assertThat(dogs.get("weights_digest").asText()).isEqualTo(report.weightsDigest());
        assertThat(dogs.get("queue_fill").asInt()).isEqualTo(3 * StreamJob.BATCH_SIZE);
        assertThat(dogs.at("/prototypes/features").asInt()).isEqualTo(2 * 3 * StreamJob.BATCH_SIZE);
        assertThat(dogs.at("/prototypes/used").asDouble()).isBetween(1.0 / 8, 1.0);
        assertThat(dogs.at("/settings/queue.length").asText()).isEqualTo("48");
    }

    @Test
    void itIsAlsoATable(TwoModels models) {
        CommandLineRun run = CommandLineRun.of("inspect", models.savepoint());
        assertThat(run.out())
                .contains("source         " + TwoModels.TOPIC + "-0 goes on at offset 198")
                .contains("model cats\n  step           6\n  samples        96\n")
                .containsPattern("recipe digest  [0-9a-f]{64}\n")
                .contains("weights digest " + models.lastReport("cats").weightsDigest())
                .contains("queue          48 of 48 rows")
                .contains("model.trunk = resnet10");
    }

    @Test
    void aDamagedBlockIsNamed(TwoModels models) throws Exception {
        Path file = folder.resolve("model.safetensors");
        CommandLineRun.export(models.savepoint(), file, "--model", "cats");
        Path damaged = copyWithDamage(models.savepointFolder(), file);
        CommandLineRun.of("inspect", damaged.toString())
                .assertRefused(
                        "cannot read savepoint '" + damaged + "'",
                        "block 0 of state 'weights' (conv1.weight to projection_head.3.bias)",
                        "is damaged: its checksum is");
    }

    private Path copyWithDamage(Path savepoint, Path exported) throws IOException {
        Path copy = folder.resolve("damaged");
        try (SafetensorsFile model = SafetensorsFile.open(exported)) {
            byte[] tensor = model.read("layer4.0.conv2.weight").bytes();
            DamagedSavepoint.copy(savepoint, tensor, copy);
        }
        return copy;
    }
}
