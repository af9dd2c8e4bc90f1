package org.swavstream.image.dataset;

import java.io.IOException;
import java.util.List;

/**
 * Several files of images, one after the other.
 *
 * @param parts the files' images
 */
record ConcatenatedImages(List<IndexedImages> parts) implements IndexedImages {

    @Override
    public int size() {
        return parts.stream().mapToInt(IndexedImages::size).reduce(0, Math::addExact);
    }

    @Override
    public DatasetImage read(int position) throws IOException {
        int within = position;
        for (IndexedImages part : parts) {
            if (within < part.size()) {
                return part.read(within);
            }
            within -= part.size();
        }
        throw new IndexOutOfBoundsException(position);
    }
}
