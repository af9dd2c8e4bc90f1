package org.swavstream.operators.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.swavstream.operators.sample.PreparedSample;

/**
 * What is on its way from the subtasks of MultiCrop to one subtask of the trainer: a first-in,
 * first-out queue from each, with the barriers of aligned checkpoints.
 */
final class Channels {

    private final List<Deque<Optional<PreparedSample>>> queues = new ArrayList<>();
    private final List<Boolean> blocked = new ArrayList<>();

    Channels(int senders) {
        for (int sender = 0; sender < senders; sender++) {
            queues.add(new ArrayDeque<>());
            blocked.add(false);
        }
    }

    void send(PreparedSample sample, int sender) {
        queues.get(sender).add(Optional.of(sample));
    }

    /** Sends a barrier behind everything that was sent. */
    void sendBarrier() {
        queues.forEach(queue -> queue.add(Optional.empty()));
    }

    /** Whether there is anything that can be received now. */
    boolean isReady() {
        return !ready().isEmpty();
    }

    /**
     * Receives the next sample of a random queue; empty if it was a barrier, which blocks that
     * queue until {@link #unblock}.
     */
    Optional<PreparedSample> receive(Random random) {
        List<Integer> ready = ready();
        int sender = ready.get(random.nextInt(ready.size()));
        Optional<PreparedSample> received = queues.get(sender).remove();
        blocked.set(sender, received.isEmpty());
        return received;
    }

    /** Whether the barrier came from every sender. */
    boolean isAligned() {
        return !blocked.contains(false);
    }

    void unblock() {
        blocked.replaceAll(was -> false);
    }

    private List<Integer> ready() {
        List<Integer> ready = new ArrayList<>();
        for (int sender = 0; sender < queues.size(); sender++) {
            if (!blocked.get(sender) && !queues.get(sender).isEmpty()) {
                ready.add(sender);
            }
        }
        return ready;
    }
}
