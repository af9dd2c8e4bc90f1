package org.swavstream.operators.multicrop;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.swavstream.image.DeadLetter;
import org.swavstream.image.ImageContent;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.SequencedSample;

/**
 * Turns encoded images into views, in any parallelism and without any state: what comes out for a
 * sample depends on the sample, the settings and the job's seed alone.
 *
 * <p>A record without a usable image goes to {@link #DEAD_LETTERS}; if it was to be trained on, a
 * {@link PreparedSample.Skip} takes its place, so that nobody waits for its views. Where an image
 * is not available now but may be later, the task fails: Flink restarts it from the last
 * checkpoint, and no sample is lost to a store that was unavailable for a while.
 */
public final class MultiCropFunction extends ProcessFunction<SequencedSample, PreparedSample> {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(MultiCropFunction.class);

    /** Side output: the records that could not be used, with the reason. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", DeadLetter.TYPE);

    private final AugmentationSettings settings;
    private final int evaluationSide;
    private final long maxPixels;
    private final long jobSeed;

    private transient MultiCrop multiCrop;
    private transient MultiCropMetrics metrics;

    /**
     * @param settings the views of a training sample and how they are drawn
     * @param evaluationSide width and height of the view of a held-out image, in pixels
     * @param maxPixels the most pixels (width × height) that an image may have
     * @param jobSeed decides, with a sample's model and sequence number, all that is random in it
     */
    public MultiCropFunction(
            AugmentationSettings settings, int evaluationSide, long maxPixels, long jobSeed) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.evaluationSide = evaluationSide;
        this.maxPixels = maxPixels;
        this.jobSeed = jobSeed;
    }

    @Override
    public void open(OpenContext context) {
        if (!JavaVectors.arePresent()) {
            LOG.warn(
                    "This JVM has no vectors, without which views take 1.5 times as long on x86-64, and several times as long elsewhere; start it with {}, of a Java that has this module (on other processors than x86-64 from Java 18 on)",
                    JavaVectors.OPTION);
        }
        metrics = new MultiCropMetrics(getRuntimeContext().getMetricGroup());
        multiCrop = new MultiCrop(settings, maxPixels);
    }

    @Override
    public void processElement(
            SequencedSample sample, Context context, Collector<PreparedSample> out)
            throws IOException {
        long start = System.nanoTime();
        try {
            PreparedSample prepared = prepare(sample);
            metrics.imageDecoded(System.nanoTime() - start);
            out.collect(prepared);
        } catch (UnusableImageException e) {
            metrics.deadLetter();
            context.output(DEAD_LETTERS, new DeadLetter(sample.record(), e.getMessage()));
            skip(sample, out);
        }
    }

    private PreparedSample prepare(SequencedSample sample)
            throws UnusableImageException, IOException {
        return switch (sample.use()) {
            case TRAIN -> views(sample);
            case PROBE -> heldOut(sample);
        };
    }

    private PreparedSample views(SequencedSample sample)
            throws UnusableImageException, IOException {
        long seed = SampleSeed.of(jobSeed, sample.model(), sample.number());
        byte[] pixels = multiCrop.views(ImageContent.of(sample.record()), seed);
        return new PreparedSample.Views(
                sample.model(), sample.number(), sample.record().position(), pixels);
    }

    private PreparedSample heldOut(SequencedSample sample)
            throws UnusableImageException, IOException {
        String label =
                sample.record()
                        .header(ImageRecord.LABEL)
                        .orElseThrow(
                                () -> new UnusableImageException("held out, but has no label"));
        byte[] pixels = multiCrop.evaluationView(ImageContent.of(sample.record()), evaluationSide);
        return new PreparedSample.HeldOut(
                sample.model(), Math.toIntExact(sample.number()), label, pixels);
    }

    private static void skip(SequencedSample sample, Collector<PreparedSample> out) {
        switch (sample.use()) {
            case TRAIN -> out.collect(new PreparedSample.Skip(sample.model(), sample.number()));
            case PROBE -> {}
        }
    }

    @Override
    public void close() {
        if (multiCrop != null) {
            multiCrop.close();
        }
    }
}
