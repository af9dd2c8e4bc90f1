package org.swavstream.operators.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuFeaturesTest {

    /** Two servers, a laptop, a misleading flag, an Arm server. */
    @ParameterizedTest
    @CsvSource({
        "flags\t\t: fpu avx2 avx512f avx512_bf16 avx512_vnni, true",
        "flags\t\t: fpu amx_bf16 amx_tile, true",
        "flags\t\t: fpu avx2 f16c fma, false",
        "flags\t\t: fpu avx2 but_not_bf16, false",
        "Features\t: fp asimd i8mm bf16, true"
    })
    void bfloat16IsFoundAmongTheFlags(String line, boolean expected) {
        List<String> description = List.of("processor\t: 0", line.replace("\\t", "\t"));
        assertThat(CpuFeatures.multipliesBfloat16(description)).contains(expected);
    }

    @Test
    void bfloat16IsUnknownWithoutFlags() {
        assertThat(
                        CpuFeatures.multipliesBfloat16(
                                List.of("processor\t: 0", "model name\t: a CPU named bf16")))
                .isEmpty();
    }
}
