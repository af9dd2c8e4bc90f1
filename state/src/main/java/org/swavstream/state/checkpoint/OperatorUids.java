package org.swavstream.state.checkpoint;

/** Under which uids the job's operators keep their state. They never change. */
public final class OperatorUids {

    /** The Kafka source: its positions. */
    public static final String IMAGES = "images";

    /** {@link SequenceState}. */
    public static final String SAMPLE_SEQUENCER = "sample-sequencer";

    /** The states of the models. */
    public static final String SWAV_TRAINER = "swav-trainer";

    private OperatorUids() {}
}
