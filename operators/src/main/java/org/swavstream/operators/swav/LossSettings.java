package org.swavstream.operators.swav;

import java.io.Serializable;
import java.util.List;

/**
 * What is predicted, and how sharply.
 *
 * @param temperature τ of Eq. (2), above 0; 0.1 in the paper
 * @param epsilon ε of Eq. (3), from 0.003; 0.05 in the paper. Codes of smaller ones are single
 *     prototypes
 * @param sinkhornIterations iterations of the Sinkhorn-Knopp algorithm, from 1; 3 in the paper
 * @param assignmentCrops the views that give codes, counted from 0; 0 and 1 in the paper
 * @param freezePrototypesSteps number of first steps in which the prototypes stay as they are
 */
public record LossSettings(
        double temperature,
        double epsilon,
        int sinkhornIterations,
        List<Integer> assignmentCrops,
        long freezePrototypesSteps)
        implements Serializable {

    public LossSettings {
        assignmentCrops = List.copyOf(assignmentCrops);
        if (!(temperature > 0)) {
            throw new IllegalArgumentException(
                    "temperature %s: it must be above 0".formatted(temperature));
        }
        if (!(epsilon >= 0.003)) {
            throw new IllegalArgumentException(
                    "epsilon %s: it must be at least 0.003".formatted(epsilon));
        }
        if (sinkhornIterations < 1) {
            throw new IllegalArgumentException(
                    "%d Sinkhorn iterations: at least 1 is needed".formatted(sinkhornIterations));
        }
        requireDistinct(assignmentCrops);
        if (freezePrototypesSteps < 0) {
            throw new IllegalArgumentException(
                    "prototypes frozen for %d steps: it must be at least 0"
                            .formatted(freezePrototypesSteps));
        }
    }

    /** Whether the prototypes learn in a step with this number. */
    boolean movesPrototypes(long step) {
        return step >= freezePrototypesSteps;
    }

    private static void requireDistinct(List<Integer> crops) {
        boolean distinct = crops.stream().distinct().count() == crops.size();
        if (crops.isEmpty() || !distinct || crops.stream().anyMatch(crop -> crop < 0)) {
            throw new IllegalArgumentException(
                    "assignment crops %s: at least one is needed, each once and from 0"
                            .formatted(crops));
        }
    }
}
