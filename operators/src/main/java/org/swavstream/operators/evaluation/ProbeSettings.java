package org.swavstream.operators.evaluation;

import java.io.Serializable;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.swav.LossSettings;

/**
 * How features are measured.
 *
 * @param neighbors k of the weighted k nearest neighbours
 * @param temperature T of their votes exp(similarity / T)
 * @param epsilon ε of the codes whose entropy is reported
 * @param sinkhornIterations iterations that make them
 * @param threads threads of one operation on the CPU; 0 for one a core of the machine
 */
public record ProbeSettings(
        int neighbors, double temperature, double epsilon, int sinkhornIterations, int threads)
        implements Serializable {

    /**
     * Reads the options of the probe; {@code options} notes what is wrong with them.
     *
     * @param loss makes the codes
     * @param threads of one operation on the CPU
     */
    public static ProbeSettings read(OptionReader options, LossSettings loss, int threads) {
        return new ProbeSettings(
                options.between(ProbeOptions.NEIGHBORS, 1, 1000),
                options.between(ProbeOptions.TEMPERATURE, 0.001, 10.0),
                loss.epsilon(),
                loss.sinkhornIterations(),
                threads);
    }
}
