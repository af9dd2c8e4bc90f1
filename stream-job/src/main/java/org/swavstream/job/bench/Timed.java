package org.swavstream.job.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Something that is done again and again, and tells how long it took. */
@FunctionalInterface
interface Timed {

    /** Does it once; milliseconds. */
    double once() throws Exception;

    /** Something to do. */
    @FunctionalInterface
    interface Work {

        void run() throws Exception;
    }

    /**
     * Work of this thread alone, by the CPU time that it takes: what other work does not disturb.
     */
    static Timed cpu(Work work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return () -> {
            long start = threads.getCurrentThreadCpuTime();
            work.run();
            return (threads.getCurrentThreadCpuTime() - start) / 1e6;
        };
    }

    /** Work of this thread and of others, by the CPU time of this process. */
    static Timed processCpu(Work work) {
        OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return () -> {
            long start = process.getProcessCpuTime();
            work.run();
            return (process.getProcessCpuTime() - start) / 1e6;
        };
    }

    /** Short work of this thread, by the clock: the mean of {@code count} times in a row. */
    static Timed inARow(int count, Work work) {
        Timed all =
                of(
                        () -> {
                            for (int time = 0; time < count; time++) {
                                work.run();
                            }
                        });
        return () -> all.once() / count;
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
