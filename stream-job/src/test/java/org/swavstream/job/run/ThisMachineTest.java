package org.swavstream.job.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.TrainOptions;
import org.swavstream.state.safetensors.SafetensorsWriter;

class ThisMachineTest {

    @TempDir private Path folder;

    private final Configuration configuration = new Configuration();

    @Test
    void firstWeightsAreAFileThatCanBeRead() throws IOException {
        Path file = folder.resolve("model.safetensors");
        warmStart(file);
        requireProblem("model.warm-start: there is no file '" + file);
        Files.writeString(file, "no weights at all");
        requireProblem("model.warm-start: cannot read safetensors file '" + file);
        warmStart(folder);
        requireProblem("model.warm-start: cannot read safetensors file '" + folder);
        configuration.set(ModelOptions.WARM_START, "s3://models/x");
        requireProblem("model.warm-start: cannot read safetensors file 's3://models/x");
    }

    @Test
    void whatIsTherePasses() throws IOException {
        Path file = folder.resolve("model.safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), List.of())) {
            writer.finish();
        }
        for (String path : List.of(file.toString(), file.toUri().toString())) {
            configuration.set(ModelOptions.WARM_START, path);
            assertThatCode(() -> ThisMachine.check(configuration)).doesNotThrowAnyException();
        }
    }

    /** No machine has a hundred GPUs. */
    @Test
    void aDeviceMustBeThere() {
        configuration.set(TrainOptions.DEVICE, "cuda:99");
        requireProblem("train.device: device 'cuda:99' was asked for, but libtorch sees ");
    }

    private void warmStart(Path file) {
        configuration.set(ModelOptions.WARM_START, file.toString());
    }

    private void requireProblem(String problem) {
        assertThatThrownBy(() -> ThisMachine.check(configuration))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(problem);
    }
}
