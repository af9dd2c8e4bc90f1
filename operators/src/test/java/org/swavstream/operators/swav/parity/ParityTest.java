package org.swavstream.operators.swav.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.state.safetensors.SafetensorsFile;
import org.swavstream.state.safetensors.SafetensorsWriter;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

/** The bundled cases of the reference. */
class ParityTest {

    @TempDir private Path folder;

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    static List<GoldenSource> bundled() {
        return GoldenSource.bundled();
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void computesWhatTheReferenceComputes(GoldenSource source) {
        CaseResult result = new ParityChecks("cpu").check(source);

        assertThat(result.problem()).isNull();
        assertThat(result.measurements()).isNotEmpty().allMatch(Measurement::passed);
    }

    @Test
    void everyBundledCaseIsChecked() throws Exception {
        assertThat(GoldenSource.in(golden("lars").getParent()))
                .extracting(GoldenSource::name)
                .containsExactlyInAnyOrderElementsOf(
                        bundled().stream().map(GoldenSource::name).toList());
    }

    @Test
    void everyParameterOfANetworkIsCompared() throws Exception {
        CaseResult result = check("train-bottleneck", "final.layer4.0.bn3.bias");

        assertThat(failures(result)).contains("float64: parameters, of their change");
        assertThat(result.measurements())
                .filteredOn(measurement -> !measurement.passed())
                .allMatch(measurement -> measurement.where().equals("layer4.0.bn3.bias"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sinkhorn-small | codes | codes, absolute",
                "sinkhorn-overflow | codes | codes, absolute",
                "loss-queue | step4.loss | loss, relative",
                "loss-queue | step6.grad.projections | gradient of projections, relative",
                "loss-queue | step0.grad.prototypes | gradient of prototypes, relative",
                "loss-queue | step5.codes.1 | codes, absolute",
                "loss-queue | step6.queue | queue, absolute",
                "loss-queue | step1.queue | queue used or not",
                "lars | step3.param.frozen | parameters, relative",
                "lars | step2.momentum.conv | momentum, relative",
                "schedule-cosine-256 | lr | learning rate, absolute",
                "train-basic-queue | step0.loss | float64: loss, relative",
                "train-basic-queue | final.bn1.running_mean | float64: batch norm statistics, of their change",
                "train-basic-queue | final.bn1.num_batches_tracked | float64: batch norm updates, absolute",
                "train-basic-queue | eval.features | float64: features, absolute",
                "train-basic-queue | final.queue | float64: queue, absolute",
            })
    void aWrongValueIsFound(String name, String tensor, String quantity) throws Exception {
        assertThat(failures(check(name, tensor))).contains(quantity);
    }

    private static List<String> failures(CaseResult result) {
        return result.measurements().stream()
                .filter(measurement -> !measurement.passed())
                .map(Measurement::quantity)
                .toList();
    }

    /** Checks a bundled case with 0.01 added to the last value of a tensor. */
    private CaseResult check(String name, String changed) throws Exception {
        Path file = folder.resolve(name + ".safetensors");
        try (SafetensorsFile source = SafetensorsFile.open(golden(name));
                SafetensorsWriter target =
                        SafetensorsWriter.create(file, source.metadata(), source.tensors())) {
            for (TensorSpec spec : source.tensors()) {
                TensorData data = source.read(spec.name());
                if (spec.name().equals(changed)) {
                    change(data);
                }
                target.write(data);
            }
            target.finish();
        }
        return new ParityChecks("cpu").check(new GoldenSource.InFolder(file));
    }

    private static void change(TensorData data) {
        ByteBuffer bytes = ByteBuffer.wrap(data.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int last = bytes.capacity() - data.spec().elementType().bytes();
        switch (data.spec().elementType()) {
            case F32 -> bytes.putFloat(last, bytes.getFloat(last) + 0.01f);
            case F64 -> bytes.putDouble(last, bytes.getDouble(last) + 0.01);
            case I64 -> bytes.putLong(last, bytes.getLong(last) + 1);
        }
    }

    private static Path golden(String name) throws URISyntaxException {
        return Path.of(ParityChecks.class.getResource("golden/" + name + ".safetensors").toURI());
    }
}
