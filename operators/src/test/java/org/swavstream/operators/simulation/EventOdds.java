package org.swavstream.operators.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How often what happens to a job. Each schedule has odds of its own, so that also what is rare
 * under any fixed odds is common in some schedules.
 *
 * @param urn that events are drawn from and put back
 */
record EventOdds(List<Event> urn) {

    /** What can happen next. */
    enum Event {
        READ(5, 60),
        DELIVER(5, 60),
        CHECKPOINT(1, 15),
        ABANDON(0, 4),
        FINISH_STEPS(0, 20),
        FAIL(1, 4);

        private final int min;
        private final int max;

        Event(int min, int max) {
            this.min = min;
            this.max = max;
        }
    }

    static EventOdds random(Random random) {
        List<Event> urn = new ArrayList<>();
        for (Event event : Event.values()) {
            int copies = event.min + random.nextInt(event.max - event.min + 1);
            urn.addAll(Collections.nCopies(copies, event));
        }
        return new EventOdds(List.copyOf(urn));
    }

    Event next(Random random) {
        return urn.get(random.nextInt(urn.size()));
    }
}
