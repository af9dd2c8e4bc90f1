package org.swavstream.image.dataset;

import static org.swavstream.image.dataset.CifarFormat.PLANE_BYTES;
import static org.swavstream.image.dataset.CifarFormat.SIDE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.swavstream.state.digest.Sha256;

/** Images of a CIFAR binary file; the labels are its digits. */
final class CifarImages implements FingerprintedImages {

    private final PngWriter png = PngWriter.compressing();
    private final CifarFormat format;
    private final String idPrefix;
    private final byte[] records;

    private CifarImages(CifarFormat format, String idPrefix, byte[] records) {
        this.format = format;
        this.idPrefix = idPrefix;
        this.records = records;
    }

    /** The images of several files of one format, in the order given. */
    static Dataset files(CifarFormat format, List<Path> files) throws IOException {
        FingerprintedImages[] parts = new FingerprintedImages[files.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = read(format, files.get(i));
        }
        return new IndexedDataset(format.title(), new ConcatenatedImages(List.of(parts)));
    }

    private static CifarImages read(CifarFormat format, Path file) throws IOException {
        byte[] records = Files.readAllBytes(file);
        if (records.length == 0 || records.length % format.recordBytes() != 0) {
            throw new DatasetException(
                    file.toString(),
                    records.length + " bytes",
                    "a multiple of %d, the size of a %s image with its label"
                            .formatted(format.recordBytes(), format.title()));
        }
        String split = file.getFileName().toString().replace(".bin", "");
        return new CifarImages(format, format.title() + "/" + split + "/", records);
    }

    @Override
    public int size() {
        return records.length / format.recordBytes();
    }

    @Override
    public String id(int position) {
        return idPrefix + position;
    }

    @Override
    public String label(int position) {
        return Integer.toString(records[pixels(position) - 1] & 0xFF);
    }

    @Override
    public byte[] encoded(int position) {
        byte[] rgb = interleaved(pixels(position));
        return png.write(PixelFormat.RGB, SIDE, SIDE, rgb, 0);
    }

    @Override
    public String fingerprint() {
        return new Sha256().add(idPrefix.getBytes(StandardCharsets.UTF_8)).add(records).hex();
    }

    /** Where the pixels of an image begin; the byte before them is its label. */
    private int pixels(int position) {
        return position * format.recordBytes() + format.labelBytes();
    }

    private byte[] interleaved(int start) {
        byte[] rgb = new byte[3 * PLANE_BYTES];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = records[start + (i % 3) * PLANE_BYTES + i / 3];
        }
        return rgb;
    }
}
