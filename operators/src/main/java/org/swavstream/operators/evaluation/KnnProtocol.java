package org.swavstream.operators.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.swavstream.operators.swav.Accuracy;
import org.swavstream.operators.swav.FeatureTable;
import org.swavstream.operators.swav.NeighborSearch;
import org.swavstream.operators.swav.Neighbors;
import org.swavstream.operators.swav.WeightedKnn;

/**
 * Weighted k nearest neighbours among the training images (DINO's eval_knn.py).
 *
 * @param neighbors the numbers k, each from 1
 * @param temperature T, above 0
 */
public record KnnProtocol(List<Integer> neighbors, double temperature) {

    public KnnProtocol {
        neighbors = List.copyOf(neighbors);
    }

    /** Accuracy for each k, in their order; the neighbours are found once. */
    List<ProtocolResult> run(
            LabelledFeatures train, LabelledFeatures test, EvaluationContext context) {
        NeighborSearch search =
                new NeighborSearch(train.table(), Collections.max(neighbors), context.device());
        List<Accuracy> accuracies =
                new ArrayList<>(Collections.nCopies(neighbors.size(), Accuracy.NONE));
        FeatureTable queries = test.table();
        for (int from = 0; from < queries.rows(); from += NeighborSearch.QUERIES_AT_ONCE) {
            int to = Math.min(queries.rows(), from + NeighborSearch.QUERIES_AT_ONCE);
            Neighbors found = search.of(queries.select(IntStream.range(from, to).toArray()));
            add(accuracies, found, train.classes(), Arrays.copyOfRange(test.classes(), from, to));
            context.listener().images("kNN", to, queries.rows());
        }
        return IntStream.range(0, neighbors.size()).mapToObj(i -> result(i, accuracies)).toList();
    }

    private void add(
            List<Accuracy> accuracies, Neighbors found, int[] bankClasses, int[] queryClasses) {
        for (int i = 0; i < neighbors.size(); i++) {
            WeightedKnn knn = new WeightedKnn(neighbors.get(i), temperature);
            Accuracy more = knn.accuracy(found, bankClasses, queryClasses);
            accuracies.set(i, accuracies.get(i).plus(more));
        }
    }

    private ProtocolResult result(int i, List<Accuracy> accuracies) {
        return new ProtocolResult.Knn(neighbors.get(i), temperature, accuracies.get(i));
    }
}
