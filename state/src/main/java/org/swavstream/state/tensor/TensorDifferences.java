package org.swavstream.state.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the tensors that were found differ from those that a model expects.
 *
 * @param unknown names that no expected tensor has, in the order in which they were found
 * @param missing names of the expected tensors that were not found, in their order
 * @param unlike a clause for each tensor of another shape or type, in the order of the expected
 */
public record TensorDifferences(List<String> unknown, List<String> missing, List<String> unlike) {

    /**
     * Compares tensors by their names.
     *
     * @param found no name twice
     * @param expected no name twice
     */
    public static TensorDifferences between(List<TensorSpec> found, List<TensorSpec> expected) {
        Map<String, TensorSpec> foundByName = byName(found);
        return new TensorDifferences(
                namesWithout(found, byName(expected)),
                namesWithout(expected, foundByName),
                expected.stream()
                        .map(spec -> unlike(foundByName.get(spec.name()), spec))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static Map<String, TensorSpec> byName(List<TensorSpec> specs) {
        return specs.stream().collect(Collectors.toMap(TensorSpec::name, Function.identity()));
    }

    private static List<String> namesWithout(
            List<TensorSpec> specs, Map<String, TensorSpec> others) {
        return specs.stream()
                .map(TensorSpec::name)
                .filter(name -> !others.containsKey(name))
                .toList();
    }

    private static String unlike(TensorSpec found, TensorSpec expected) {
        if (found == null || found.equals(expected)) {
            return null;
        }
        return "%s is %s %s, expected %s %s"
                .formatted(
                        expected.name(),
                        found.elementType(),
                        found.shape(),
                        expected.elementType(),
                        expected.shape());
    }

    /**
     * All differences for an error message: the unknown tensors, the missing ones, and each one of
     * another shape or type; empty if there are none.
     *
     * @param aboutUnknown what is said behind the names of the unknown ones
     */
    public List<String> faults(String aboutUnknown) {
        List<String> faults = new ArrayList<>();
        if (!unknown.isEmpty()) {
            faults.add("unknown: " + String.join(", ", unknown) + aboutUnknown);
        }
        if (!missing.isEmpty()) {
            faults.add("missing: " + String.join(", ", missing));
        }
        faults.addAll(unlike);
        return faults;
    }
}
