package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.swavstream.state.digest.Sha256;

/**
 * Several files of images, one after the other.
 *
 * @param parts the files' images
 */
record ConcatenatedImages(List<FingerprintedImages> parts) implements FingerprintedImages {

    @Override
    public int size() {
        return parts.stream().mapToInt(IndexedImages::size).reduce(0, Math::addExact);
    }

    @Override
    public String id(int position) {
        Place place = find(position);
        return place.part().id(place.position());
    }

    @Override
    public String label(int position) {
        Place place = find(position);
        return place.part().label(place.position());
    }

    @Override
    public byte[] encoded(int position) throws IOException {
        Place place = find(position);
        return place.part().encoded(place.position());
    }

    @Override
    public String fingerprint() throws IOException {
        Sha256 sha256 = new Sha256();
        for (FingerprintedImages part : parts) {
            sha256.add(part.fingerprint().getBytes(StandardCharsets.UTF_8));
        }
        return sha256.hex();
    }

    private record Place(IndexedImages part, int position) {}

    private Place find(int position) {
        int within = position;
        for (IndexedImages part : parts) {
            if (within < part.size()) {
                return new Place(part, within);
            }
            within -= part.size();
        }
        throw new IndexOutOfBoundsException(position);
    }
}
