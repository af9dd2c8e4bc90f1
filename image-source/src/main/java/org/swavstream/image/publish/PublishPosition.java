package org.swavstream.image.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.state.digest.Sha256;

/**
 * Where a record stands in its publish; each record carries it in a header.
 *
 * @param publishId which publish
 * @param partitions over how many partitions it is spread
 * @param index the image's number in the publish, from 0
 */
record PublishPosition(String publishId, int partitions, long index) {

    /** The header, as {@code id/partitions/index}. */
    static final String HEADER = "publish-position";

    private static final int ID_DIGITS = 16;

    /**
     * The same for every publish that would send the same images in the same order, with the same
     * key. The name counts too, since names and sizes of the files in it are all that is known of
     * some data sets: {@code train} and {@code val} may have the same.
     *
     * @throws IOException if the data set cannot be read
     */
    static String publishId(Dataset dataset, PublishSettings settings) throws IOException {
        String identity =
                "%s %s %s %s"
                        .formatted(
                                dataset.name(),
                                dataset.fingerprint(),
                                settings.order(),
                                settings.key());
        return Sha256.hex(identity.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
    }

    /** The position in a record's headers, or empty where it has none that can be read. */
    static Optional<PublishPosition> of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        String[] parts = new String(header.value(), StandardCharsets.UTF_8).split("/", -1);
        try {
            return Optional.of(
                    new PublishPosition(
                            parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2])));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    Header header() {
        String text = publishId + "/" + partitions + "/" + index;
        return new RecordHeader(HEADER, text.getBytes(StandardCharsets.UTF_8));
    }
}
