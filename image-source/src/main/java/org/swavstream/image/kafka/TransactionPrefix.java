package org.swavstream.image.kafka;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the names of a sink's transactions begin with, which tells whose a checkpoint is. */
public final class TransactionPrefix {

    /** The list state in which Flink keeps it; empty where the sink writes at least once. */
    public static final String STATE = "writer_raw_states";

    /** The sink of training metrics. */
    public static final String METRICS = "metrics";

    /** The sink of records that cannot be trained on. */
    public static final String DEAD_LETTER = "dead-letter";

    private TransactionPrefix() {}

    /**
     * @param group {@code kafka.group-id}
     * @param topic that with the images
     * @param sink one of those above
     */
    public static String of(String group, String topic, String sink) {
        return "%s-%s-%s".formatted(group, topic, sink);
    }

    /**
     * Those in the elements of {@link #STATE}: one in what one job wrote.
     *
     * @throws IOException if the elements are not those of a Kafka sink
     */
    public static Set<String> in(List<byte[]> elements) throws IOException {
        Set<String> prefixes = new TreeSet<>();
        for (byte[] element : elements) {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(element));
            // Version and length. Every version begins with the prefix; its serializer is not ours
            // to call.
            in.skipNBytes(2 * Integer.BYTES);
            prefixes.add(in.readUTF());
        }
        return prefixes;
    }
}
