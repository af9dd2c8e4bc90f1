package org.swavstream.job.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Whether a command was asked to stop. While it is open, the first Ctrl-C (SIGINT) or SIGTERM asks,
 * and the second ends the process at once.
 */
final class StopRequest implements AutoCloseable {

    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final Map<String, Object> replacedHandlers = new TreeMap<>();
    private final Runnable onFirst;

    private StopRequest(Runnable onFirst) {
        this.onFirst = onFirst;
    }

    /**
     * @param onFirst told of the first signal, in the thread of the signal
     */
    static StopRequest onSignals(Runnable onFirst) {
        StopRequest request = new StopRequest(onFirst);
        for (String signal : SIGNALS) {
            Object replaced = Signals.register(signal, () -> request.accept(signal));
            request.replacedHandlers.put(signal, replaced);
        }
        return request;
    }

    boolean requested() {
        return requested.get();
    }

    /** Asks to stop; asking again changes nothing. */
    void request() {
        requested.set(true);
    }

    @Override
    public void close() {
        replacedHandlers.forEach(Signals::unregister);
    }

    private void accept(String signal) {
        if (signalled.compareAndSet(false, true)) {
            requested.set(true);
            onFirst.run();
        } else {
            endAtOnce(signal);
        }
    }

    /**
     * As if nobody handled the signal. {@link Runtime#halt} would first take libtorch down, which
     * crashes while a step is computed.
     */
    private static void endAtOnce(String signal) {
        Signals.registerDefault(signal);
        String self = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-" + signal, self).start().waitFor();
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
    }
}
