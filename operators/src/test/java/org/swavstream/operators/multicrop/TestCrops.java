package org.swavstream.operators.multicrop;

import java.util.List;
import org.swavstream.operators.sample.CropGroup;

/** SwAV's augmentation with crops for small images. */
final class TestCrops {

    static final AugmentationSettings SETTINGS =
            AugmentationSettings.swav(
                    List.of(
                            new CropGroupSettings(new CropGroup(2, 32), new Range(0.14, 1)),
                            new CropGroupSettings(new CropGroup(2, 24), new Range(0.05, 0.14))));

    private TestCrops() {}

    static MultiCrop small() {
        return new MultiCrop(SETTINGS, TestImages.MAX_PIXELS);
    }
}
