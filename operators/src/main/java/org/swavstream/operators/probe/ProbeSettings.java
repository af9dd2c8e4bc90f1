package org.swavstream.operators.probe;

import java.io.Serializable;
import java.util.Optional;
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
     * @param loss makes the codes; empty where it is not known, and all else is checked
     * @param threads of one operation on the CPU
     * @return the settings, or empty where the loss is not known
     */
    public static Optional<ProbeSettings> read(
            OptionReader options, Optional<LossSettings> loss, int threads) {
        int neighbors = options.between(ProbeOptions.NEIGHBORS, 1, 1000);
        double temperature = options.between(ProbeOptions.TEMPERATURE, 0.001, 10.0);
        return loss.map(
                codes ->
                        new ProbeSettings(
                                neighbors,
                                temperature,
                                codes.epsilon(),
                                codes.sinkhornIterations(),
                                threads));
    }
}
