package org.swavstream.image.dataset;

import org.swavstream.image.textures.Texture;
import org.swavstream.image.textures.TextureGenerator;

/** The endless stream of generated textures of one seed. */
final class TextureImages implements IndexedImages {

    private final PngWriter png = PngWriter.storing();
    private final TextureGenerator textures;
    private final String idPrefix;

    /**
     * @param idPrefix what comes before a number in an image's id
     */
    TextureImages(TextureGenerator textures, String idPrefix) {
        this.textures = textures;
        this.idPrefix = idPrefix;
    }

    DatasetImage image(long number) {
        Texture texture = textures.draw(number);
        int side = texture.side();
        byte[] encoded = png.write(PixelFormat.RGB, side, side, texture.rgb(), 0);
        return new DatasetImage(idPrefix + number, texture.family().label(), encoded);
    }

    @Override
    public int size() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String id(int position) {
        return idPrefix + position;
    }

    @Override
    public String label(int position) {
        return textures.family(position).label();
    }

    @Override
    public byte[] encoded(int position) {
        return image(position).encoded();
    }
}
