package org.swavstream.operators.swav.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the worst measurement of each quantity. */
final class Measurements {

    private final Map<String, Measurement> worst = new LinkedHashMap<>();

    void add(String quantity, double error, double tolerance, String where) {
        worst.merge(
                quantity, new Measurement(quantity, error, tolerance, where), Measurement::worse);
    }

    /** In the order in which the quantities came first. */
    List<Measurement> list() {
        return List.copyOf(worst.values());
    }
}
