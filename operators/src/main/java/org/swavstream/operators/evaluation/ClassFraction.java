package org.swavstream.operators.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses a share of the images of each class, at random.
 *
 * @param share of each class, over 0 and at most 1; one image at least
 * @param orders decide which
 */
record ClassFraction(double share, Orders orders) {

    /** The numbers of the chosen images, in their order. */
    int[] of(int[] classes) {
        int max = Arrays.stream(classes).max().orElse(-1);
        List<List<Integer>> members = new ArrayList<>();
        IntStream.rangeClosed(0, max).forEach(number -> members.add(new ArrayList<>()));
        for (int image = 0; image < classes.length; image++) {
            members.get(classes[image]).add(image);
        }
        return IntStream.rangeClosed(0, max)
                .flatMap(number -> chosen(number, members.get(number)))
                .sorted()
                .toArray();
    }

    private IntStream chosen(int number, List<Integer> members) {
        int[] all = members.stream().mapToInt(Integer::intValue).toArray();
        long wanted = Math.max(1, Math.round(share * all.length));
        return Arrays.stream(orders.shuffled(all, number)).limit(wanted);
    }
}
