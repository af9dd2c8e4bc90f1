package org.swavstream.job.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.utils.Signals;

/**
 * Whether a command was asked to stop. While it is open, the first Ctrl-C (SIGINT) or SIGTERM asks,
 * and a later one ends the process at once. Some tools send a signal to a process and then to its
 * group: what comes within {@value #SAME_SIGNAL_MILLISECONDS} ms is the same one.
 */
public final class StopRequest implements AutoCloseable {

    private static final List<String> SIGNALS = List.of("INT", "TERM");
    private static final long SAME_SIGNAL_MILLISECONDS = 300;

    /** As a shell says of a process that SIGINT ended. */
    private static final int INTERRUPTED = 130;

    private static final long NONE = Long.MIN_VALUE;

    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicLong firstSignal = new AtomicLong(NONE);
    private final Map<String, Object> replacedHandlers = new TreeMap<>();
    private final Runnable onFirst;
    private final Runnable onEnd;

    private StopRequest(Runnable onFirst, Runnable onEnd) {
        this.onFirst = onFirst;
        this.onEnd = onEnd;
    }

    /** A request that nobody is told of. */
    public static StopRequest onSignals() {
        return onSignals(() -> {}, () -> {});
    }

    /**
     * @param onFirst told of the first signal, in the thread of the signal
     * @param onEnd told of the one that ends the process, before it does
     */
    static StopRequest onSignals(Runnable onFirst, Runnable onEnd) {
        StopRequest request = new StopRequest(onFirst, onEnd);
        for (String signal : SIGNALS) {
            Object replaced = Signals.register(signal, () -> request.accept(signal));
            request.replacedHandlers.put(signal, replaced);
        }
        return request;
    }

    /** Whether the command was asked to stop. */
    public boolean requested() {
        return requested.get();
    }

    /** Asks to stop; asking again changes nothing. */
    public void request() {
        requested.set(true);
    }

    @Override
    public void close() {
        replacedHandlers.forEach(Signals::unregister);
    }

    private void accept(String signal) {
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        if (firstSignal.compareAndSet(NONE, now)) {
            requested.set(true);
            onFirst.run();
        } else if (now - firstSignal.get() > SAME_SIGNAL_MILLISECONDS
                && ending.compareAndSet(false, true)) {
            onEnd.run();
            endAtOnce(signal);
        }
    }

    /**
     * As if nobody handled the signal. {@link Runtime#halt} would first take libtorch down, which
     * crashes while a step is computed.
     */
    private static void endAtOnce(String signal) {
        Signals.registerDefault(signal);
        // The shell's own kill: many a container has no program of that name.
        String kill = "kill -%s %d".formatted(signal, ProcessHandle.current().pid());
        try {
            new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor();
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
    }
}
