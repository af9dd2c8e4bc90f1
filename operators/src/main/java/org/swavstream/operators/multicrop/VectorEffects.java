package org.swavstream.operators.multicrop;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Changes views with {@link JavaVectors}, channel by channel: in half of {@link OpenCvEffects}'
 * time.
 */
final class VectorEffects implements ViewEffects {

    static {
        useEachOperationOnce();
    }

    private final int side;
    private final Planes planes;
    private final Mat gray;
    private final GaussianBlur blur = new GaussianBlur(new VectorFilter());
    private final byte[] channels;
    private final byte[] luma;

    /**
     * @param side width and height of every view in pixels
     */
    VectorEffects(int side) {
        this.side = side;
        this.planes = new Planes(side * side);
        this.gray = planes.channel(0).reshape(0, side);
        this.channels = new byte[HueTurn.CHANNELS * planes.stride()];
        this.luma = new byte[planes.stride()];
    }

    /**
     * Java looks an operation up in a table that its first use fills. In Java 17, HotSpot compiles
     * the look-up for what it has seen, and drops what it compiled at an operation that is new. It
     * holds that against every operation of a method: with some dozens of them, it leaves some
     * vectors as objects for good, which takes ten times as long. So no operation is new later.
     */
    private static void useEachOperationOnce() {
        int length = JavaVectors.MAX_BYTES;
        byte[] channels = new byte[HueTurn.CHANNELS * length];
        byte[] output = new byte[channels.length];
        ColorVectors.scale(channels, Scaling.WHOLE, 0);
        ColorVectors.luma(channels, length, output);
        ColorVectors.mix(channels, length, 0, 0, 0, Saturation.WHOLE);
        ColorVectors.turn(channels, length, length, 2 * length, 0, length, 2 * length, 0);
        FilterVectors.filter(channels, 1, output, 0, length, 1, new short[] {128, 64});
    }

    @Override
    public void apply(ViewParameters parameters, ViewPixels view) {
        List<ColorChange> changes = parameters.colorChanges();
        if (!changes.isEmpty() || parameters.grayscale()) {
            planes.split(view.row());
            planes.bytes().get(channels, 0, channels.length);
            changes.forEach(this::apply);
        }
        if (parameters.grayscale()) {
            ColorVectors.luma(channels, planes.stride(), luma);
            planes.bytes().put(luma, 0, luma.length);
            blur.apply(gray, parameters.blurSigma());
            opencv_imgproc.cvtColor(planes.channel(0), view.row(), opencv_imgproc.COLOR_GRAY2RGB);
        } else {
            if (!changes.isEmpty()) {
                planes.bytes().put(channels, 0, channels.length);
                planes.merge(view.row());
            }
            blur.apply(view.square(), parameters.blurSigma());
        }
    }

    private void apply(ColorChange change) {
        double amount = change.amount();
        switch (change.kind()) {
            case BRIGHTNESS -> scale(Scaling.brightness(amount));
            case CONTRAST -> scale(Scaling.contrast(amount, mean()));
            case SATURATION -> saturation(amount);
            case HUE -> hue(HueTurn.by(amount));
        }
    }

    private void scale(Scaling scaling) {
        ColorVectors.scale(channels, scaling.factor(), scaling.offset());
    }

    /** The mean of the gray image. */
    private double mean() {
        clearPadding();
        long sum = ColorVectors.luma(channels, planes.stride(), luma);
        return (double) sum / (side * side);
    }

    /** Whatever changes colours changes what is behind the pixels as well. */
    private void clearPadding() {
        for (int end = planes.stride(); end <= channels.length; end += planes.stride()) {
            Arrays.fill(channels, end - planes.stride() + side * side, end, (byte) 0);
        }
    }

    private void saturation(double factor) {
        Saturation weights = Saturation.by(factor);
        ColorVectors.mix(
                channels,
                planes.stride(),
                weights.red(),
                weights.green(),
                weights.blue(),
                weights.own());
    }

    private void hue(HueTurn turn) {
        int length = planes.stride();
        int second = turn.next(0);
        int third = turn.next(second);
        ColorVectors.turn(
                channels,
                length,
                second * length,
                third * length,
                turn.target(0) * length,
                turn.target(second) * length,
                turn.target(third) * length,
                turn.parts());
    }

    @Override
    public void close() {
        gray.close();
        planes.close();
        blur.close();
    }
}
