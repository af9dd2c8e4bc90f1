package org.swavstream.tests;

import java.util.List;

/**
 * What a run came to.
 *
 * @param interruptedAt steps of the checkpoints and savepoints that it went on from
 * @param savepoint its last
 * @param model in that savepoint
 */
record FinishedRun(List<Long> interruptedAt, String savepoint, InspectedModel model) {

    /** What {@code diff} says to the last savepoints of both. */
    String difference(FinishedRun other) {
        return CommandLineRun.of("diff", savepoint, other.savepoint).out().strip();
    }
}
