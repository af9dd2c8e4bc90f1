package org.swavstream.operators.swav;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
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
        int[] predicted = classify(bank, bankClasses, queries);
        int right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == queryClasses[i] ? 1 : 0;
        }
        return right / (double) predicted.length;
    }

    private int[] classify(FeatureMatrix bank, int[] bankClasses, FeatureMatrix queries) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            Tensor similarities =
                    torch.normalize(queries.tensor()).matmul(torch.normalize(bank.tensor()).t());
            var nearest = torch.topk(similarities, Math.min(neighbors, bank.rows()));
            float[] votes = TensorBytes.floats(nearest.get0().div(new Scalar(temperature)).exp_());
            long[] voters = TensorBytes.longs(nearest.get1());
            return elect(votes, voters, bankClasses, queries.rows());
        }
    }

    private static int[] elect(float[] votes, long[] voters, int[] bankClasses, int queries) {
        int classes = Arrays.stream(bankClasses).max().orElseThrow() + 1;
        int perQuery = votes.length / queries;
        int[] elected = new int[queries];
        for (int query = 0; query < queries; query++) {
            double[] sums = new double[classes];
            for (int i = query * perQuery; i < (query + 1) * perQuery; i++) {
                sums[bankClasses[(int) voters[i]]] += votes[i];
            }
            elected[query] = largest(sums);
        }
        return elected;
    }

    private static int largest(double[] sums) {
        int largest = 0;
        for (int i = 1; i < sums.length; i++) {
            largest = sums[i] > sums[largest] ? i : largest;
        }
        return largest;
    }
}
