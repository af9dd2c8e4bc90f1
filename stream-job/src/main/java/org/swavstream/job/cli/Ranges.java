package org.swavstream.job.cli;

import java.util.List;

/**
 * Checks numbers of options.
 *
 * @param problems gets what is wrong
 */
record Ranges(List<String> problems) {

    void atLeast(String option, long value, long least) {
        if (value < least) {
            problems.add("%s is %d; expected %d or more".formatted(option, value, least));
        }
    }

    void between(String option, long value, long least, long most) {
        if (value < least || value > most) {
            problems.add("%s is %d; expected %d to %d".formatted(option, value, least, most));
        }
    }

    void above0(String option, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            problems.add("%s is %s; expected more than 0".formatted(option, value));
        }
    }

    void share(String option, double value) {
        if (!(value > 0 && value <= 1)) {
            problems.add("%s is %s; expected over 0 and at most 1".formatted(option, value));
        }
    }
}
