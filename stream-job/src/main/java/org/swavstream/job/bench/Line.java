package org.swavstream.job.bench;

import java.util.Arrays;
import java.util.List;

/**
 * A cost that grows with a size: {@code start + slope · size}.
 *
 * @param start at size 0, from 0
 * @param slope for each unit of size, from 0
 */
record Line(double start, double slope) {

    /**
     * The line with the least squares of its distances from the costs.
     *
     * @param sizes above 0, at least two different ones
     * @param costs above 0, one for each size
     */
    static Line through(List<Double> sizes, double[] costs) {
        double meanSize = sizes.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double meanCost = Arrays.stream(costs).average().orElseThrow();
        double slope = slope(sizes, meanSize, costs, meanCost);
        if (slope < 0) {
            return new Line(meanCost, 0);
        }
        double start = meanCost - slope * meanSize;
        return start < 0 ? new Line(0, slope(sizes, 0, costs, 0)) : new Line(start, slope);
    }

    /** Of the best line through a given point. */
    private static double slope(List<Double> sizes, double size, double[] costs, double cost) {
        double products = 0;
        double squares = 0;
        for (int index = 0; index < costs.length; index++) {
            double distance = sizes.get(index) - size;
            products += distance * (costs[index] - cost);
            squares += distance * distance;
        }
        return products / squares;
    }

    double at(double size) {
        return start + slope * size;
    }
}
