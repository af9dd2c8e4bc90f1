package org.swavstream.job.bench;

import java.util.function.DoubleUnaryOperator;

/**
 * What a time is told in.
 *
 * @param name of the unit
 * @param ofMilliseconds the value that belongs to a number of milliseconds
 */
record Unit(String name, DoubleUnaryOperator ofMilliseconds) {

    static final Unit MILLISECONDS = new Unit("ms", time -> time);

    /**
     * How many in a second.
     *
     * @param name of the unit, {@code samples/s} for instance
     * @param count how many are done in the measured time
     */
    static Unit perSecond(String name, long count) {
        return new Unit(name, time -> count * 1000 / time);
    }
}
