package org.swavstream.operators.training;

import java.util.Collection;
import java.util.List;
import org.swavstream.state.checkpoint.HeldOutImage;

/**
 * Held-out images to be measured.
 *
 * @param labels of the images
 * @param pixels of each image, 8-bit RGB
 */
record ProbeImages(List<String> labels, List<byte[]> pixels) {

    static ProbeImages of(Collection<HeldOutImage> images) {
        return new ProbeImages(
                images.stream().map(HeldOutImage::label).toList(),
                images.stream().map(HeldOutImage::pixels).toList());
    }

    /** The pixels of all images, one after the other. */
    byte[] concatenated() {
        int bytes = pixels.get(0).length;
        byte[] all = new byte[Math.multiplyExact(pixels.size(), bytes)];
        for (int i = 0; i < pixels.size(); i++) {
            System.arraycopy(pixels.get(i), 0, all, i * bytes, bytes);
        }
        return all;
    }
}
