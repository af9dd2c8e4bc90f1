package org.swavstream.state.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.swavstream.state.digest.Sha256;

class RecipeDigestTest {

    private static final RecipeDigest FIRST = new RecipeDigest(Sha256.hex(new byte[] {1}));
    private static final String FAST = Sha256.hex(new byte[] {2});
    private static final String SLOW = Sha256.hex(new byte[] {3});

    @Test
    void tellsWithWhichSettingsFromWhichStepAndSampleOn() {
        RecipeDigest recipe = FIRST.append(0, 0, FAST).append(7, 30, SLOW).append(9, 0, FAST);

        assertThat(FIRST.append(0, 0, FAST).append(7, 30, SLOW).append(9, 0, FAST))
                .isEqualTo(recipe);
        assertThat(FIRST.append(0, 0, FAST).append(8, 30, SLOW).append(9, 0, FAST))
                .isNotEqualTo(recipe);
        assertThat(FIRST.append(0, 0, FAST)).isNotEqualTo(recipe);
        assertThat(FIRST.append(0, 0, FAST).append(7, 31, SLOW).append(9, 0, FAST))
                .isNotEqualTo(recipe);
    }

    @Test
    void tellsWithWhichWeightsAModelBegan() {
        RecipeDigest other = new RecipeDigest(Sha256.hex(new byte[] {4}));
        assertThat(other.append(0, 0, FAST)).isNotEqualTo(FIRST.append(0, 0, FAST));
    }

    @Test
    void tellsWhichSamplesWereSkipped() {
        RecipeDigest recipe = FIRST.appendSkip(3).appendSkip(5);

        assertThat(FIRST.appendSkip(3).appendSkip(5)).isEqualTo(recipe);
        assertThat(FIRST.appendSkip(3).appendSkip(6)).isNotEqualTo(recipe);
        assertThat(FIRST.appendSkip(5)).isNotEqualTo(recipe);
    }

    /** Computed with sha256sum over the documented bytes: digests are compared between releases. */
    @Test
    void theFormulaDoesNotChange() {
        assertThat(FIRST.append(7, 30, FAST).hex())
                .isEqualTo("ecd597d59a7af233fd2b4b24be5598b0a18020fc30050e86ecea7a0a1c092ad0");
        assertThat(FIRST.appendSkip(3).hex())
                .isEqualTo("ba0a4a6072bc2b2f3df09307731b23bcf5babd8054ed447a5f93f4a493e7d11b");
    }

    /** Else two models of which it is not known how they began would pass for the same. */
    @Test
    void staysUnknown() {
        assertThat(RecipeDigest.UNKNOWN.append(7, 30, SLOW).isKnown()).isFalse();
        assertThat(RecipeDigest.UNKNOWN.appendSkip(7).isKnown()).isFalse();
        assertThat(FIRST.append(7, 30, SLOW).isKnown()).isTrue();
    }

    @Test
    void isNothingButADigest() {
        assertThatThrownBy(() -> new RecipeDigest("ab"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a recipe digest has 64 hexadecimal digits, not 2");
    }
}
