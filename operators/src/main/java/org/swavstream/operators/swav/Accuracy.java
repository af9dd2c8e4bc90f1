package org.swavstream.operators.swav;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How often the true class was among the likeliest ones.
 *
 * @param hits1 images whose likeliest class is the true one
 * @param hits5 images whose true class is among the five likeliest
 * @param images all of them
 */
@SuppressWarnings("try") // a scope works by being open
public record Accuracy(long hits1, long hits5, long images) {

    private static final int FIVE = 5;

    /** A rank that is not among the five likeliest. */
    static final int RANK_BEYOND_FIVE = FIVE;

    /** Of no image. */
    public static final Accuracy NONE = new Accuracy(0, 0, 0);

    /**
     * Of a classifier. An image with a logit that is not a number counts as no hit.
     *
     * @param logits [n, classes]
     * @param classes the n true classes, from 0
     */
    static Accuracy of(Tensor logits, int[] classes) {
        try (PointerScope scope = new PointerScope()) {
            int ranks = (int) Math.min(FIVE, logits.size(1));
            var likeliest = torch.topk(logits, ranks);
            float[] largest = TensorBytes.floats(likeliest.get0());
            long[] ranked = TensorBytes.longs(likeliest.get1());
            Accuracy accuracy = NONE;
            for (int image = 0; image < classes.length; image++) {
                int first = image * ranks;
                // NaN is larger than any number here.
                boolean numbers = !Float.isNaN(largest[first]);
                accuracy =
                        accuracy.plus(
                                numbers
                                        ? rank(ranked, first, ranks, classes[image])
                                        : RANK_BEYOND_FIVE);
            }
            return accuracy;
        }
    }

    private static int rank(long[] ranked, int from, int ranks, int trueClass) {
        for (int rank = 0; rank < ranks; rank++) {
            if (ranked[from + rank] == trueClass) {
                return rank;
            }
        }
        return ranks;
    }

    /**
     * With one image more.
     *
     * @param rank number of classes that are likelier than the true one
     */
    Accuracy plus(int rank) {
        return new Accuracy(hits1 + (rank == 0 ? 1 : 0), hits5 + (rank < FIVE ? 1 : 0), images + 1);
    }

    /** With other images. */
    public Accuracy plus(Accuracy other) {
        return new Accuracy(hits1 + other.hits1, hits5 + other.hits5, images + other.images);
    }

    /** Share of {@link #hits1}, 0 to 1. */
    public double top1() {
        return hits1 / (double) images;
    }

    /** Share of {@link #hits5}, 0 to 1. */
    public double top5() {
        return hits5 / (double) images;
    }
}
