package org.swavstream.job.recovery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.swavstream.state.checkpoint.OperatorUids;

/**
 * The uid of the source: {@code images}, and after each {@code --restart-source} the next of {@code
 * images-2}, {@code images-3}, ... A source with a new uid starts without state, and Flink keeps
 * all other state.
 *
 * @param generation from 1
 */
public record SourceUid(int generation) {

    /** Of a source that was never restarted. */
    public static final SourceUid FIRST = new SourceUid(1);

    private static final String NAME = OperatorUids.IMAGES;
    private static final Pattern UID = Pattern.compile(NAME + "(?:-(\\d{1,9}))?");

    /** That of {@code stored}, or empty if it is another operator. */
    static Optional<SourceUid> of(OperatorState stored) {
        return stored.getOperatorUid().flatMap(SourceUid::parse);
    }

    private static Optional<SourceUid> parse(String uid) {
        Matcher found = UID.matcher(uid);
        if (!found.matches()) {
            return Optional.empty();
        }
        String generation = found.group(1);
        return Optional.of(
                generation == null ? FIRST : new SourceUid(Integer.parseInt(generation)));
    }

    /** The uid of the source after a restart. */
    SourceUid next() {
        return new SourceUid(generation + 1);
    }

    @Override
    public String toString() {
        return equals(FIRST) ? NAME : NAME + "-" + generation;
    }
}
