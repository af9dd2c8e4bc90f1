package org.swavstream.image.dataset;

/** The order in which a pass reads the images of a data set. */
public sealed interface ImageOrder {

    /** The order of a later pass, from 0: a shuffled order is shuffled afresh. */
    ImageOrder ofPass(long pass);

    /** As the data set stores them. */
    record AsIs() implements ImageOrder {

        @Override
        public ImageOrder ofPass(long pass) {
            return this;
        }
    }

    /**
     * At random.
     *
     * @param seed which order; the same one in every run
     */
    record Shuffled(long seed) implements ImageOrder {

        @Override
        public ImageOrder ofPass(long pass) {
            return new Shuffled(seed + pass);
        }
    }
}
