package org.swavstream.operators.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Images that could not be decoded, each counted once. For one thread. */
public final class BrokenImages {

    private static final int NAMED = 5;

    private final Map<String, String> reasons = new LinkedHashMap<>();

    void add(String id, String reason) {
        reasons.putIfAbsent(id, reason);
    }

    /** Their number. */
    public int count() {
        return reasons.size();
    }

    /** The first of them by name, each with the reason, and the number of the others. */
    @Override
    public String toString() {
        String named =
                reasons.entrySet().stream()
                        .limit(NAMED)
                        .map(image -> "%s (%s)".formatted(image.getKey(), image.getValue()))
                        .collect(Collectors.joining(", "));
        return count() > NAMED ? "%s and %,d more".formatted(named, count() - NAMED) : named;
    }
}
