package org.swavstream.operators.multicrop;

import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The metrics of a {@link MultiCropFunction}, in the group {@code swav}: {@code imagesDecoded},
 * {@code imagesDecodedPerSecond}, {@code deadLetters}, and {@code imageMicroseconds}, a histogram
 * of the time from a record to its views over the last {@value #WINDOW} images.
 */
final class MultiCropMetrics {

    private static final int WINDOW = 1000;

    private final Counter imagesDecoded;
    private final Counter deadLetters;
    private final Histogram imageMicroseconds;

    MultiCropMetrics(MetricGroup operator) {
        MetricGroup group = operator.addGroup("swav");
        imagesDecoded = group.counter("imagesDecoded");
        deadLetters = group.counter("deadLetters");
        group.meter("imagesDecodedPerSecond", new MeterView(imagesDecoded));
        imageMicroseconds =
                group.histogram("imageMicroseconds", new DescriptiveStatisticsHistogram(WINDOW));
    }

    void imageDecoded(long nanoseconds) {
        imagesDecoded.inc();
        imageMicroseconds.update(TimeUnit.NANOSECONDS.toMicros(nanoseconds));
    }

    void deadLetter() {
        deadLetters.inc();
    }
}
