package org.swavstream.operators.swav;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/**
 * Weighted k nearest neighbours by cosine, as DINO's evaluation has it: each neighbour votes for
 * its class with weight exp(similarity / T).
 *
 * @param neighbors k, from 1; all of a smaller bank
 * @param temperature T, above 0
 */
@SuppressWarnings("try") // a scope works by being open
public record WeightedKnn(int neighbors, double temperature) {

    private static final double NO_VOTE = -1;

    /**
     * Top-1 accuracy, 0 to 1.
     *
     * @param bank features whose classes are known, at least one
     * @param bankClasses their classes, from 0
     * @param queries features that are classified, at least one
     * @param queryClasses their true classes
     */
    public double accuracy(
            FeatureMatrix bank, int[] bankClasses, FeatureMatrix queries, int[] queryClasses) {
        try (PointerScope scope = new PointerScope()) {
            Neighbors nearest =
                    Neighbors.among(bank.tensor(), 0, torch.normalize(queries.tensor()), neighbors);
            return accuracy(nearest, bankClasses, queryClasses).top1();
        }
    }

    /**
     * Accuracy where the neighbours are known. A class that no neighbour votes for is not among the
     * five likeliest; of classes with equal votes the first is the likeliest.
     *
     * @param found for each query the nearest k or more
     * @param bankClasses the classes of the bank's rows, from 0
     * @param queryClasses true class of each query
     */
    public Accuracy accuracy(Neighbors found, int[] bankClasses, int[] queryClasses) {
        int classes = Arrays.stream(bankClasses).max().orElseThrow() + 1;
        Accuracy accuracy = Accuracy.NONE;
        for (int query = 0; query < queryClasses.length; query++) {
            double[] votes = votes(found, query, bankClasses, classes);
            accuracy = accuracy.plus(rank(votes, queryClasses[query]));
        }
        return accuracy;
    }

    /** Relative to the vote of the nearest: no temperature is too low for that. */
    private double[] votes(Neighbors found, int query, int[] bankClasses, int classes) {
        double[] votes = new double[classes];
        Arrays.fill(votes, NO_VOTE);
        int from = query * found.perQuery();
        float nearest = found.similarities()[from];
        for (int i = from; i < from + Math.min(neighbors, found.perQuery()); i++) {
            int voted = bankClasses[found.rows()[i]];
            double vote = Math.exp((found.similarities()[i] - nearest) / temperature);
            votes[voted] = Math.max(votes[voted], 0) + vote;
        }
        return votes;
    }

    /** Number of classes that are likelier. */
    private static int rank(double[] votes, int trueClass) {
        // A vote is not a number where features are none; no query counts as right by that.
        if (trueClass >= votes.length || !(votes[trueClass] >= 0)) {
            return Accuracy.RANK_BEYOND_FIVE;
        }
        int rank = 0;
        for (int other = 0; other < votes.length; other++) {
            boolean likelier =
                    votes[other] > votes[trueClass]
                            || (votes[other] == votes[trueClass] && other < trueClass);
            rank += likelier ? 1 : 0;
        }
        return rank;
    }
}
