package org.swavstream.job.bench;

/** Something that is done again and again, and tells how long it took. */
@FunctionalInterface
public interface Timed {

    /** Does it once; milliseconds. */
    double once() throws Exception;

    /** Something to do. */
    @FunctionalInterface
    interface Work {

        void run() throws Exception;
    }

    /** Work of this thread, by the clock. */
    static Timed of(Work work) {
        return () -> {
            long start = System.nanoTime();
            work.run();
            return (System.nanoTime() - start) / 1e6;
        };
    }
}
