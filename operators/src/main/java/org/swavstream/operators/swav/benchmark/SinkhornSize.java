package org.swavstream.operators.swav.benchmark;

import java.util.Locale;

/**
 * The scores that codes are computed from.
 *
 * @param earlier rows from a queue, from 0
 * @param own rows of the batch
 * @param prototypes columns
 */
public record SinkhornSize(int earlier, int own, int prototypes) {

    /** As '(3,840 + 256) x 3,000'. */
    @Override
    public String toString() {
        return earlier == 0
                ? String.format(Locale.ROOT, "%,d x %,d", own, prototypes)
                : String.format(Locale.ROOT, "(%,d + %,d) x %,d", earlier, own, prototypes);
    }
}
