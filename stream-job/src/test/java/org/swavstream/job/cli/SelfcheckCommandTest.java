package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.state.safetensors.SafetensorsWriter;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

class SelfcheckCommandTest {

    private static final double FIRST = 0.3;
    private static final double BASE = 0.6;

    @TempDir private Path folder;

    private final CommandLineRun run = new CommandLineRun();

    @Test
    void thisMachineComputesAsTheReference() throws Exception {
        assertThat(run.execute("selfcheck", "--device=cpu", "--json")).isZero();

        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.get("passed").asBoolean()).isTrue();
        assertThat(result.get("device").asText()).isEqualTo("cpu");
        assertThat(result.get("cases")).hasSize(13);
        assertThat(result.get("cases").findValuesAsText("quantity"))
                .contains("codes, absolute", "float64: parameters, of their change");
    }

    @Test
    void aFolderOfCasesIsATable() throws IOException {
        schedule("right", FIRST, (FIRST + BASE) / 2, BASE);

        assertThat(selfcheck()).isZero();
        assertThat(run.out().lines())
                .satisfiesExactly(
                        header -> assertThat(header).contains("case", "quantity", "verdict"),
                        row ->
                                assertThat(row)
                                        .startsWith("right ")
                                        .contains("learning rate, absolute", "1.0e-12  ok"),
                        summary -> assertThat(summary).startsWith("1 of 1 cases agree"));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aWrongValueFailsWithItsCaseAndQuantity() throws IOException {
        schedule("right", FIRST, (FIRST + BASE) / 2, BASE);
        schedule("wrong", FIRST, (FIRST + BASE) / 2 + 1e-9, BASE);

        assertThat(selfcheck()).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.out())
                .containsPattern("wrong +learning rate, absolute +1.0e-09 +1.0e-12 +FAILED +step1")
                .contains("1 of 2 cases agree");
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "swav-stream: 1 of 2 cases failed: wrong (learning rate, absolute)");
    }

    @Test
    void notANumberFails() throws IOException {
        schedule("nan", FIRST, Double.NaN, BASE);

        assertThat(selfcheck()).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err()).contains("nan (learning rate, absolute)");
    }

    @Test
    void whatCannotBeCheckedFailsWithTheReason() throws IOException {
        write("other", Map.of("kind", "dino"), FIRST);
        write("unkind", Map.of(), FIRST);
        write("incomplete", Map.of("kind", "sinkhorn", "epsilon", "0.05"), FIRST);
        write(
                "stepless",
                Map.of(
                        "kind",
                        "schedule",
                        "start_warmup",
                        "0",
                        "base_lr",
                        "1",
                        "final_lr",
                        "0",
                        "warmup_steps",
                        "0",
                        "total_steps",
                        "4"));
        Files.writeString(folder.resolve("text.safetensors"), "no safetensors file at all");

        assertThat(selfcheck()).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .contains(
                        "5 of 5 cases failed",
                        "other: its kind 'dino' is not known",
                        "unkind: its metadata has no 'kind'",
                        "stepless: it has no steps",
                        "incomplete: its metadata has no 'iterations'",
                        "text: cannot read safetensors file '"
                                + folder.resolve("text.safetensors"));
    }

    @Test
    void aFolderWithoutCasesFails() {
        assertThat(selfcheck()).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("swav-stream: no *.safetensors in folder " + folder);
    }

    @Test
    void aMissingFolderFails() {
        Path absent = folder.resolve("absent");

        assertThat(run.execute("selfcheck", "--golden", absent.toString()))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("swav-stream: there is no folder " + absent);
    }

    @Test
    void anUnknownDeviceIsAWrongOption() {
        assertThat(run.execute("selfcheck", "--device=tpu")).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("device 'tpu' is not known: use auto, cpu, cuda or cuda:N");
    }

    private int selfcheck() {
        return run.execute("selfcheck", "--device=cpu", "--golden", folder.toString());
    }

    /** The steps of a warm-up. */
    private void schedule(String name, double... warmup) throws IOException {
        Map<String, String> metadata =
                Map.of(
                        "kind", "schedule",
                        "start_warmup", String.valueOf(FIRST),
                        "base_lr", String.valueOf(BASE),
                        "final_lr", "0",
                        "warmup_steps", "3",
                        "total_steps", "4");
        write(name, metadata, warmup);
    }

    private void write(String name, Map<String, String> metadata, double... rates)
            throws IOException {
        TensorSpec spec = TensorSpec.of("lr", ElementType.F64, rates.length);
        ByteBuffer bytes =
                ByteBuffer.allocate(rates.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(rates);
        Path file = folder.resolve(name + ".safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata, List.of(spec))) {
            writer.write(new TensorData(spec, bytes.array()));
            writer.finish();
        }
    }
}
