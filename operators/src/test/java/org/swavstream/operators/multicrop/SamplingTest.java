package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.operators.multicrop.ColorChange.Kind;
import org.swavstream.operators.sample.CropGroup;

class SamplingTest {

    private static final int DRAWS = 20_000;
    private static final CropGroupSettings LOCAL =
            new CropGroupSettings(new CropGroup(6, 96), new Range(0.05, 0.14));
    private static final AugmentationSettings SWAV = AugmentationSettings.swav(List.of(LOCAL));

    @Test
    void areaIsUniformAndAspectRatioLogUniform() {
        List<CropBox> boxes = boxes(1000, 1000);
        double widest = Math.log(4.0 / 3);
        assertUniform(boxes, box -> box.width() * box.height() / 1e6, 0.05, 0.14);
        assertUniform(boxes, box -> Math.log((double) box.width() / box.height()), -widest, widest);
    }

    @Test
    void placesAreUniform() {
        List<CropBox> boxes = boxes(1000, 1000);
        assertUniform(boxes, box -> box.x() / (1000.0 - box.width()), 0, 1);
        assertUniform(boxes, box -> box.y() / (1000.0 - box.height()), 0, 1);
    }

    @ParameterizedTest
    @CsvSource({"500, 375", "375, 500", "32, 32", "2000, 20", "20, 2000", "1, 1", "7, 3"})
    void boxesLieWithinTheImage(int width, int height) {
        CropSampler sampler = new CropSampler(new Range(0.05, 1));
        RandomNumbers random = new RandomNumbers(4);
        for (int i = 0; i < DRAWS; i++) {
            CropBox box = sampler.sample(width, height, random);
            assertThat(box.shorterSide()).isPositive();
            assertThat(box.x()).isBetween(0, width - box.width());
            assertThat(box.y()).isBetween(0, height - box.height());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4000, 100, 1933, 0, 133, 100",
        "100, 4000, 0, 1933, 100, 133",
        "110, 100, 0, 0, 110, 100"
    })
    void whereNothingFitsTheMiddleIsTaken(
            int width, int height, int x, int y, int boxWidth, int boxHeight) {
        CropSampler sampler = new CropSampler(new Range(1, 1));
        CropBox middle = new CropBox(x, y, boxWidth, boxHeight);
        RandomNumbers random = new RandomNumbers(0);
        assertThat(Stream.generate(() -> sampler.sample(width, height, random)).limit(50))
                .contains(middle);
    }

    @Test
    void eachChoiceHasItsProbability() {
        List<ViewParameters> views = views(SWAV);
        assertShare(views, ViewParameters::mirrored, 0.5);
        assertShare(views, view -> !view.colorChanges().isEmpty(), 0.8);
        assertShare(views, ViewParameters::grayscale, 0.2);
        assertShare(views, view -> view.blurSigma() > 0, 0.5);
        assertShare(views, view -> view.mirrored() && view.grayscale(), 0.1);
    }

    @Test
    void amountsAreUniform() {
        List<ViewParameters> views = views(SWAV);
        assertUniform(amounts(views, Kind.BRIGHTNESS), value -> value, 0.2, 1.8);
        assertUniform(amounts(views, Kind.CONTRAST), value -> value, 0.2, 1.8);
        assertUniform(amounts(views, Kind.SATURATION), value -> value, 0.2, 1.8);
        assertUniform(amounts(views, Kind.HUE), value -> value, -0.2, 0.2);
        assertUniform(
                views.stream().map(ViewParameters::blurSigma).filter(sigma -> sigma > 0).toList(),
                sigma -> sigma,
                0.1,
                2);
    }

    @Test
    void allOrdersOfTheColorJitterAreEquallyFrequent() {
        Map<List<Kind>, Long> orders =
                views(SWAV).stream()
                        .map(view -> view.colorChanges().stream().map(ColorChange::kind).toList())
                        .filter(order -> !order.isEmpty())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double expected = 0.8 * DRAWS / 24;
        assertThat(orders).hasSize(24);
        assertThat(orders.values())
                .allSatisfy(n -> assertThat((double) n).isCloseTo(expected, within(150.0)));
    }

    @Test
    void aChangeWithoutStrengthIsLeftOut() {
        AugmentationSettings settings =
                new AugmentationSettings(
                        SWAV.crops(), 0, new JitterSettings(1, 0, 0.4, 0, 0), 0, SWAV.blur());
        assertThat(views(settings))
                .allSatisfy(
                        view ->
                                assertThat(view.colorChanges())
                                        .extracting(ColorChange::kind)
                                        .containsExactly(Kind.CONTRAST));
    }

    @Test
    void aSeedMeansTheseParametersOnEveryPlatform() {
        ViewParameters view =
                new ViewSampler(SWAV, LOCAL).sample(500, 375, new RandomNumbers(2026));
        assertThat(view)
                .isEqualTo(
                        new ViewParameters(
                                new CropBox(133, 146, 153, 156),
                                false,
                                List.of(
                                        new ColorChange(Kind.HUE, -0.10797441032885864),
                                        new ColorChange(Kind.BRIGHTNESS, 1.724815856067876),
                                        new ColorChange(Kind.SATURATION, 0.735753006153573),
                                        new ColorChange(Kind.CONTRAST, 1.487274636846046)),
                                false,
                                0));
    }

    private static List<CropBox> boxes(int width, int height) {
        CropSampler sampler = new CropSampler(new Range(0.05, 0.14));
        RandomNumbers random = new RandomNumbers(11);
        return Stream.generate(() -> sampler.sample(width, height, random)).limit(DRAWS).toList();
    }

    private static List<ViewParameters> views(AugmentationSettings settings) {
        ViewSampler sampler = new ViewSampler(settings, LOCAL);
        RandomNumbers random = new RandomNumbers(12);
        return Stream.generate(() -> sampler.sample(500, 375, random)).limit(DRAWS).toList();
    }

    private static List<Double> amounts(List<ViewParameters> views, Kind kind) {
        return views.stream()
                .flatMap(view -> view.colorChanges().stream())
                .filter(change -> change.kind() == kind)
                .map(ColorChange::amount)
                .toList();
    }

    private static void assertShare(
            List<ViewParameters> views, Predicate<ViewParameters> choice, double expected) {
        double share = (double) views.stream().filter(choice).count() / views.size();
        assertThat(share).isCloseTo(expected, within(0.015));
    }

    /** By the values' extremes and by the shares below each quarter. */
    private static <T> void assertUniform(
            List<T> draws, ToDoubleFunction<T> value, double from, double to) {
        double[] sorted = draws.stream().mapToDouble(value).sorted().toArray();
        double tolerance = 0.02 * (to - from);
        assertThat(sorted[0]).isCloseTo(from, within(tolerance));
        assertThat(sorted[sorted.length - 1]).isCloseTo(to, within(tolerance));
        for (int quarter = 1; quarter < 4; quarter++) {
            assertThat(sorted[sorted.length * quarter / 4])
                    .isCloseTo(from + (to - from) * quarter / 4, within(tolerance));
        }
    }
}
