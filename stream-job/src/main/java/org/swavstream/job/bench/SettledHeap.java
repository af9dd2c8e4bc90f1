package org.swavstream.job.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * Brings the heap to the state that it has in a job that runs for hours.
 *
 * <p>A heap starts small, and grows for as long as collections of garbage find that it should.
 * Whoever is the first to write to a page of it pays for the kernel's fetching it, in CPU time of
 * the thread: 13 µs on a virtual machine, or 1.5 ms for the 115 pages of the views of one image. In
 * a long job all pages have been written to, in a benchmark of a few seconds few.
 */
final class SettledHeap {

    /** In the first one the last growth's pages are written to; a growth can skip some. */
    private static final int COLLECTIONS = 4;

    private SettledHeap() {}

    /**
     * Does {@code work} again and again until the heap has grown no more for some collections.
     *
     * @param work leaves garbage
     */
    static void after(Timed.Work work) throws Exception {
        long largest = 0;
        long grown = 0;
        while (largest == 0 || collections() < grown + COLLECTIONS) {
            work.run();
            long size = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
            if (size > largest) {
                largest = size;
                grown = collections();
            }
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
