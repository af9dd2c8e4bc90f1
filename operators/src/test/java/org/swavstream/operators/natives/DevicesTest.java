package org.swavstream.operators.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {

    @ParameterizedTest
    @CsvSource({
        "auto, 0, cpu",
        "auto, 2, cuda:0",
        "cpu, 2, cpu",
        "cuda, 1, cuda:0",
        "cuda:1, 2, cuda:1"
    })
    void choosesWhatIsThere(String requested, int gpus, String expected) {
        assertThat(Devices.choose(requested, gpus).name()).isEqualTo(expected);
    }

    @Test
    void saysWhyAutoTookTheCpu() {
        assertThat(Devices.choose("auto", 0).reason()).isEqualTo("libtorch sees no GPU");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda", "cuda:0", "cuda:7"})
    void refusesAGpuThatIsAbsent(String requested) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Devices.choose(requested, 0))
                .withMessageContaining("'" + requested + "'")
                .withMessageContaining("sees 0 GPUs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "CPU"})
    void refusesUnknownNames(String requested) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Devices.choose(requested, 1))
                .withMessageContaining("use auto, cpu, cuda or cuda:N");
    }
}
