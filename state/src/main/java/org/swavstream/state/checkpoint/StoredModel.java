package org.swavstream.state.checkpoint;

import java.io.IOException;

/** The tensors of a stored model. Where they come from a stream, they are read in this order. */
public interface StoredModel {

    /** Parameters of trunk and head, and the statistics of their batch norms. */
    StoredTensors weights() throws IOException;

    /** The optimiser's momentum of every parameter. */
    StoredTensors momentum() throws IOException;

    /** The prototypes. */
    StoredTensors prototypes() throws IOException;
}
