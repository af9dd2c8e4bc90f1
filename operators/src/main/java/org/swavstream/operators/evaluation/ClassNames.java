package org.swavstream.operators.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.swavstream.image.dataset.IndexedImages;

/** The classes, which are the labels of the training images, in their order as text. */
final class ClassNames {

    private static final int SHOWN = 20;

    private final Map<String, Integer> numbers = new TreeMap<>();

    private ClassNames(Iterable<String> sorted) {
        sorted.forEach(name -> numbers.put(name, numbers.size()));
    }

    /**
     * @throws EvaluationException if an image has no label, or all have the same
     */
    static ClassNames of(String name, IndexedImages images, int[] positions) {
        TreeSet<String> labels = new TreeSet<>();
        for (int position : positions) {
            labels.add(label(name, images, position));
        }
        if (labels.size() < 2) {
            throw new EvaluationException(
                    "all %,d %s images have the label %s; two classes are needed at least"
                            .formatted(positions.length, name, labels));
        }
        return new ClassNames(labels);
    }

    private static String label(String name, IndexedImages images, int position) {
        String label = images.label(position);
        if (label == null) {
            throw new EvaluationException(
                    ("%s image %s has no label; in a folder, each class's images are in a"
                                    + " sub-folder of its own")
                            .formatted(name, images.id(position)));
        }
        return label;
    }

    int count() {
        return numbers.size();
    }

    /**
     * The images with their classes.
     *
     * @throws EvaluationException if one has no label, or another one than the training images
     */
    LabelledImages labelled(String name, IndexedImages images, int[] positions) {
        int[] classes = new int[positions.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = number(name, images, positions[i]);
        }
        return new LabelledImages(name, images, positions, classes);
    }

    private int number(String name, IndexedImages images, int position) {
        String label = label(name, images, position);
        Integer number = numbers.get(label);
        if (number == null) {
            throw new EvaluationException(
                    "%s image %s has the label '%s', which no training image has; theirs are %s"
                            .formatted(name, images.id(position), label, shown()));
        }
        return number;
    }

    private String shown() {
        List<String> names = new ArrayList<>(numbers.keySet());
        return names.size() <= SHOWN
                ? String.join(", ", names)
                : "%s and %,d more"
                        .formatted(
                                String.join(", ", names.subList(0, SHOWN)), names.size() - SHOWN);
    }
}
