package org.swavstream.image.dataset;

import java.util.Objects;

/**
 * An image of a data set.
 *
 * @param id its name, the same in every run and every copy of the data set
 * @param label its class, or null
 * @param encoded the image as a JPEG, PNG, WebP or BMP file
 */
public record DatasetImage(String id, String label, byte[] encoded) {

    public DatasetImage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(encoded, "encoded");
    }
}
