package org.swavstream.image.dataset;

import java.io.IOException;

/** Images of files, which can be told from those of other files. */
interface FingerprintedImages extends IndexedImages {

    /**
     * A hash of what the images are, without reading what is not read already: at least of their
     * ids, labels and order.
     *
     * @throws IOException if the images cannot be looked at
     */
    String fingerprint() throws IOException;
}
