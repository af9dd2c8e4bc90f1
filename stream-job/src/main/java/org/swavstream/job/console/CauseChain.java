package org.swavstream.job.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.SerializedThrowable;

/** A failure and its causes, the outermost first, with those that Flink had serialised unpacked. */
public record CauseChain(List<Throwable> failures) {

    private static final int LONGEST = 50;

    /** A failure with its causes. */
    public static CauseChain of(Throwable failure) {
        List<Throwable> failures = new ArrayList<>();
        Throwable next = failure;
        while (next != null && failures.size() < LONGEST) {
            Throwable unpacked = unpack(next);
            failures.add(unpacked);
            next = unpacked.getCause();
        }
        return new CauseChain(failures);
    }

    /** The outermost failure of {@code type}. */
    public <T extends Throwable> Optional<T> first(Class<T> type) {
        return failures.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The innermost failure whose message contains {@code text}; outer ones repeat it. */
    Optional<Throwable> lastSaying(String text) {
        return failures.stream()
                .filter(failure -> String.valueOf(failure.getMessage()).contains(text))
                .reduce((outer, inner) -> inner);
    }

    /** The innermost failure that says anything, or the innermost. */
    Throwable root() {
        return failures.stream()
                .filter(failure -> failure.getMessage() != null)
                .reduce((outer, inner) -> inner)
                .orElseGet(() -> failures.get(failures.size() - 1));
    }

    private static Throwable unpack(Throwable failure) {
        return failure instanceof SerializedThrowable serialized
                ? serialized.deserializeError(CauseChain.class.getClassLoader())
                : failure;
    }
}
