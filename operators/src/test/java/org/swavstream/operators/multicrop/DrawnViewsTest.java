package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrawnViewsTest {

    private static final int WIDTH = 520;
    private static final int HEIGHT = 390;

    private final List<ViewGroup> groups =
            TestCrops.SETTINGS.crops().stream()
                    .map(group -> new ViewGroup(TestCrops.SETTINGS, group))
                    .toList();

    @AfterEach
    void close() {
        groups.forEach(ViewGroup::close);
    }

    @Test
    void theViewThatIsShrunkLeastDecides() {
        DrawnViews drawn = DrawnViews.draw(groups, WIDTH, HEIGHT, 7);
        double large = shortest(drawn.views().get(0)) / 32.0;
        double small = shortest(drawn.views().get(1)) / 24.0;
        assertThat(drawn.minFactor()).isEqualTo(Math.min(large, small));
    }

    /** The smallest crop that could be drawn has 3.6 times the side of its view. */
    @Test
    void someImagesAreDecodedSmallerThanTheSmallestCropWouldAllow() {
        assertThat(
                        LongStream.range(0, 100)
                                .mapToObj(seed -> DrawnViews.draw(groups, WIDTH, HEIGHT, seed))
                                .map(drawn -> Reduction.within(drawn.minFactor())))
                .contains(Reduction.HALF, Reduction.QUARTER)
                .doesNotContain(Reduction.FULL);
    }

    private static int shortest(List<ViewParameters> views) {
        return views.stream().mapToInt(view -> view.box().shorterSide()).min().orElseThrow();
    }
}
