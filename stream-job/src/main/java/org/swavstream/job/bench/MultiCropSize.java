package org.swavstream.job.bench;

import java.util.List;
import org.swavstream.operators.multicrop.AugmentationSettings;
import org.swavstream.operators.multicrop.CropGroupSettings;
import org.swavstream.operators.multicrop.Range;
import org.swavstream.operators.sample.CropGroup;

/**
 * Which image becomes which views, with the authors' two groups of two and six.
 *
 * @param image what it is, without its size in bytes
 * @param encoded the image
 * @param large side of the two large views in pixels
 * @param small side of the six small views in pixels
 * @param images how many are made in a turn
 * @param wanted how many times as fast as torchvision
 * @param limit how many times as long as decoding it may take
 */
record MultiCropSize(
        String image,
        byte[] encoded,
        int large,
        int small,
        int images,
        Target wanted,
        Target limit) {

    AugmentationSettings augmentation() {
        return AugmentationSettings.swav(
                List.of(
                        new CropGroupSettings(new CropGroup(2, large), new Range(0.14, 1)),
                        new CropGroupSettings(new CropGroup(6, small), new Range(0.05, 0.14))));
    }

    @Override
    public String toString() {
        return "%s, %.1f KB: 2x%d + 6x%d".formatted(image, encoded.length / 1e3, large, small);
    }
}
