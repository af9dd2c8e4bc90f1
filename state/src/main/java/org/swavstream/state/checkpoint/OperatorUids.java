package org.swavstream.state.checkpoint;

/** The uids of the job's operators, under which they keep their state. They never change. */
public final class OperatorUids {

    /** The Kafka source: its positions. */
    public static final String IMAGES = "images";

    /** {@link SequenceState}. */
    public static final String SAMPLE_SEQUENCER = "sample-sequencer";

    /** No state. */
    public static final String MULTI_CROP = "multi-crop";

    /** The states of the models. */
    public static final String SWAV_TRAINER = "swav-trainer";

    /** No state. */
    public static final String PROBE_EVALUATOR = "probe-evaluator";

    /** No state. */
    public static final String METRICS = "metrics";

    /** Kafka's transactions. */
    public static final String METRICS_TOPIC = "metrics-topic";

    /** Kafka's transactions. */
    public static final String DEAD_LETTER_TOPIC = "dead-letter-topic";

    private OperatorUids() {}
}
