package org.swavstream.image.dataset;

import java.util.Optional;
import java.util.OptionalLong;
import org.swavstream.image.textures.Texture;
import org.swavstream.image.textures.TextureGenerator;

/**
 * The endless stream of generated textures. The seed of a shuffled pass is the stream's seed, and
 * part of the ids; as they are, the images are those of seed 0.
 *
 * @param side width and height of the images in pixels
 */
record TextureDataset(int side) implements Dataset {

    TextureDataset {
        TextureGenerator.checkSide(side);
    }

    @Override
    public String name() {
        return "textures-" + side;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public DatasetPass pass(ImageOrder order) {
        long seed = order instanceof ImageOrder.Shuffled shuffled ? shuffled.seed() : 0;
        return new Pass(new TextureGenerator(side, seed), name() + "/" + seed + "/");
    }

    private static final class Pass implements DatasetPass {

        private final PngWriter png = PngWriter.storing();
        private final TextureGenerator textures;
        private final String idPrefix;
        private long next;

        Pass(TextureGenerator textures, String idPrefix) {
            this.textures = textures;
            this.idPrefix = idPrefix;
        }

        @Override
        public Optional<DatasetImage> next() {
            Texture texture = textures.draw(next);
            int side = texture.side();
            byte[] encoded = png.write(PixelFormat.RGB, side, side, texture.rgb(), 0);
            String label = texture.family().label();
            return Optional.of(new DatasetImage(idPrefix + next++, label, encoded));
        }

        @Override
        public long skip(long count) {
            next += count;
            return count;
        }
    }
}
