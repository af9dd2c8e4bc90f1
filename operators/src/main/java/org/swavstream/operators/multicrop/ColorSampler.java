package org.swavstream.operators.multicrop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.swavstream.operators.multicrop.ColorChange.Kind;

/** Draws the colour jitter of a view, as torchvision's ColorJitter does within a RandomApply. */
record ColorSampler(JitterSettings settings) {

    /** The operations in the order to apply them; none where the view keeps its colours. */
    List<ColorChange> sample(RandomNumbers random) {
        if (!random.happens(settings.probability())) {
            return List.of();
        }
        List<ColorChange> changes = new ArrayList<>();
        addFactor(changes, Kind.BRIGHTNESS, settings.brightness(), random);
        addFactor(changes, Kind.CONTRAST, settings.contrast(), random);
        addFactor(changes, Kind.SATURATION, settings.saturation(), random);
        addHue(changes, random);
        return Arrays.stream(random.permutation(changes.size())).mapToObj(changes::get).toList();
    }

    private static void addFactor(
            List<ColorChange> changes, Kind kind, double strength, RandomNumbers random) {
        if (strength > 0) {
            double factor = random.uniform(Math.max(0, 1 - strength), 1 + strength);
            changes.add(new ColorChange(kind, factor));
        }
    }

    private void addHue(List<ColorChange> changes, RandomNumbers random) {
        if (settings.hue() > 0) {
            double shift = random.uniform(-settings.hue(), settings.hue());
            changes.add(new ColorChange(Kind.HUE, shift));
        }
    }
}
