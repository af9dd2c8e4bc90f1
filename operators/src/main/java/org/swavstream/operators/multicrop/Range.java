package org.swavstream.operators.multicrop;

import java.io.Serializable;

/**
 * A closed interval of positive numbers.
 *
 * @param from its lower end, over 0
 * @param to its upper end, at least {@code from}
 */
public record Range(double from, double to) implements Serializable {

    public Range {
        if (!(from > 0 && from <= to && to < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "%s-%s: a range must start over 0 and not end below its start"
                            .formatted(from, to));
        }
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
