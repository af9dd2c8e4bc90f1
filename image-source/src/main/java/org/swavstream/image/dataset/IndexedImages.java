package org.swavstream.image.dataset;

import java.io.IOException;

/** Images that are found by their position. Not safe for use by several threads. */
interface IndexedImages {

    int size();

    /**
     * @param position 0 to {@code size() - 1}
     */
    DatasetImage read(int position) throws IOException;
}
