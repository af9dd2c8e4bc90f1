package org.swavstream.operators.evaluation;

import java.io.Serializable;
import org.swavstream.operators.option.OptionReader;

/**
 * How features are measured.
 *
 * @param neighbors k of the weighted k nearest neighbours
 * @param temperature T of their votes exp(similarity / T)
 */
public record ProbeSettings(int neighbors, double temperature) implements Serializable {

    /** Reads the options of the probe; {@code options} notes what is wrong with them. */
    public static ProbeSettings read(OptionReader options) {
        return new ProbeSettings(
                options.between(ProbeOptions.NEIGHBORS, 1, 1000),
                options.between(ProbeOptions.TEMPERATURE, 0.001, 10.0));
    }
}
