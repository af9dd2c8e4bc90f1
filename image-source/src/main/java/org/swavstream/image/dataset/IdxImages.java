package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.swavstream.state.digest.Sha256;

/** Gray images of an IDX file; the labels are the digits of the file beside it. */
final class IdxImages implements FingerprintedImages {

    static final int IMAGE_DIMENSIONS = 3;
    static final int LABEL_DIMENSIONS = 1;

    private final PngWriter png = PngWriter.compressing();
    private final String idPrefix;
    private final IdxArray images;
    private final IdxArray labels;

    /**
     * @param idPrefix what comes before a position in an image's id
     * @param images shape [images, rows, columns]
     * @param labels shape [images], or null
     * @throws DatasetException if there are more or fewer labels than images
     */
    IdxImages(String idPrefix, IdxArray images, IdxArray labels) throws IOException {
        this.idPrefix = idPrefix;
        this.images = images;
        this.labels = labels;
        if (labels != null && labels.shape()[0] != size()) {
            throw new DatasetException(
                    labels.file(),
                    labels.shape()[0] + " labels",
                    "%d, one for each image of %s".formatted(size(), images.file()));
        }
    }

    @Override
    public int size() {
        return images.shape()[0];
    }

    @Override
    public String id(int position) {
        return idPrefix + position;
    }

    @Override
    public String label(int position) {
        return labels == null ? null : Integer.toString(labels.data()[position] & 0xFF);
    }

    @Override
    public String fingerprint() {
        Sha256 sha256 = new Sha256();
        sha256.add((idPrefix + Arrays.toString(images.shape())).getBytes(StandardCharsets.UTF_8));
        sha256.add(images.data());
        return labels == null ? sha256.hex() : sha256.add(labels.data()).hex();
    }

    @Override
    public byte[] encoded(int position) {
        int height = images.shape()[1];
        int width = images.shape()[2];
        int offset = position * height * width;
        return png.write(PixelFormat.GRAY, width, height, images.data(), offset);
    }
}
