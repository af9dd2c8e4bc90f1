package org.swavstream.operators.evaluation;

/** The mean of a loss over images. */
final class MeanLoss {

    private double sum;
    private long images;

    void add(double loss, int batch) {
        sum += loss * batch;
        images += batch;
    }

    boolean isEmpty() {
        return images == 0;
    }

    double value() {
        return sum / images;
    }
}
