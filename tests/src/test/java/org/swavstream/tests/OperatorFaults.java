package org.swavstream.tests;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Exceptions to come out of an operator's methods. Tests plan them, the operator runs into them.
 */
final class OperatorFaults {

    /**
     * One exception.
     *
     * @param method of the operator
     * @param afterwards whether it comes when the method has done its work, not before
     */
    record Fault(String method, boolean afterwards) {}

    private static final long LIMIT_SECONDS = 60;

    private final Lock lock = new ReentrantLock();
    private final Condition thrown = lock.newCondition();
    private final Queue<Fault> planned = new ArrayDeque<>();

    /** The operator is to run into these, in this order. */
    void plan(List<Fault> faults) {
        lock.lock();
        try {
            planned.addAll(faults);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the operator has run into all of them. */
    void awaitAll() throws InterruptedException {
        lock.lock();
        try {
            while (!planned.isEmpty()) {
                if (!thrown.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("nothing ran into " + List.copyOf(planned));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Throws if this is the next fault. */
    void reached(Fault moment) {
        lock.lock();
        try {
            if (moment.equals(planned.peek())) {
                planned.remove();
                thrown.signalAll();
                throw new IllegalStateException("injected by the test: " + moment);
            }
        } finally {
            lock.unlock();
        }
    }
}
