package org.swavstream.operators.multicrop;

import java.io.IOException;
import java.io.Serializable;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.UnusableImageException;

/** Gets the encoded image of a record. */
@FunctionalInterface
public interface ImageFetcher extends Serializable {

    /**
     * Gets the bytes of the image, from the record's value or from where it points to.
     *
     * @throws UnusableImageException where they can never be had, or are not what the record
     *     promises
     * @throws IOException where they cannot be had now, but may be later
     */
    byte[] fetch(ImageRecord record) throws UnusableImageException, IOException;
}
