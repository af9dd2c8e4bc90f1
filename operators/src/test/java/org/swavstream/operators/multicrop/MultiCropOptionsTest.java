package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.sample.CropGroup;

class MultiCropOptionsTest {

    @Test
    void theDefaultsAreThoseOfSwav() {
        OptionReader options = new OptionReader(new Configuration());
        AugmentationSettings swav =
                AugmentationSettings.swav(
                        List.of(
                                new CropGroupSettings(new CropGroup(2, 224), new Range(0.14, 1)),
                                new CropGroupSettings(
                                        new CropGroup(6, 96), new Range(0.05, 0.14))));
        assertThat(MultiCropOptions.augmentation(options)).contains(swav);
        assertThat(MultiCropOptions.maxPixels(options)).isEqualTo(64_000_000);
        assertThat(options.problems()).isEmpty();
    }

    @Test
    void strengthScalesTheJitter() {
        OptionReader options = options(Map.of("crops.jitter-strength", "0.5"));
        assertThat(MultiCropOptions.augmentation(options).orElseThrow().jitter())
                .isEqualTo(new JitterSettings(0.8, 0.4, 0.4, 0.4, 0.1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crops.groups | 2x224,6by96 | crops.groups: '6by96' is not COUNTxSIDE",
                "crops.groups | 2x4,1x8 | crops.groups: crop group 2x4: the count must be at least 1",
                "crops.groups | 2x224 | crops.scales has 2 ranges; allowed: one for each of the 1",
                "crops.scales | 0.5-0.1,0.1-0.2 | crops.scales: 0.5-0.1",
                "crops.scales | 0.5-1.5,0.1-0.2 | 0.5-1.5: a share of the image's area is at most 1",
                "crops.scales | 0-1,0.1-0.2 | a range must start over 0",
                "crops.flip-probability | 1.5 | is 1.5; allowed: 0.0 to 1.0",
                "crops.jitter-probability | lots | is 'lots'; allowed: 0.0 to 1.0",
                "crops.jitter-strength | -1 | is -1.0; allowed: at least 0",
                "crops.jitter-strength | 3 | crops.jitter-strength: jitter hue is 0.6",
                "crops.jitter-brightness | NaN | is NaN; allowed: 0.0 to 3.0",
                "crops.jitter-contrast | 3.1 | is 3.1; allowed: 0.0 to 3.0",
                "crops.jitter-hue | 0.6 | is 0.6; allowed: 0.0 to 0.5",
                "crops.grayscale-probability | -0.1 | is -0.1; allowed: 0.0 to 1.0",
                "crops.blur-sigma-min | 0 | is 0.0; allowed: over 0, at most 10",
                "crops.blur-sigma-max | 10.1 | is 10.1; allowed: over 0, at most 10",
                "crops.blur-sigma-max | 0.05 | crops.blur-sigma-max: 0.1-0.05: a range must",
                "images.max-pixels | 0 | is 0; allowed: 1 to 1073741824"
            })
    void namesWhatIsWrong(String key, String value, String problem) {
        OptionReader options = options(Map.of(key, value));
        MultiCropOptions.augmentation(options);
        MultiCropOptions.maxPixels(options);
        assertThat(options.problems()).singleElement().asString().contains(problem);
    }

    @Test
    void findsAllProblems() {
        OptionReader options =
                options(
                        Map.of(
                                "crops.groups", "none",
                                "crops.scales", "all",
                                "crops.flip-probability", "2",
                                "crops.blur-sigma-max", "x",
                                "crops.jitter-hue", "1"));
        assertThat(MultiCropOptions.augmentation(options)).isEmpty();
        assertThat(options.problems()).hasSize(5);
    }

    private static OptionReader options(Map<String, String> values) {
        return new OptionReader(Configuration.fromMap(values));
    }
}
