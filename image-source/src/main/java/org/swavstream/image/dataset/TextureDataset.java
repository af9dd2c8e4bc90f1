package org.swavstream.image.dataset;

import java.util.Optional;
import java.util.OptionalLong;
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
    public String fingerprint() {
        return name();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public boolean endless() {
        return true;
    }

    @Override
    public TextureImages index() {
        return images(0);
    }

    private TextureImages images(long seed) {
        return new TextureImages(new TextureGenerator(side, seed), name() + "/" + seed + "/");
    }

    @Override
    public DatasetPass pass(ImageOrder order) {
        return new Pass(
                images(order instanceof ImageOrder.Shuffled shuffled ? shuffled.seed() : 0));
    }

    private static final class Pass implements DatasetPass {

        private final TextureImages images;
        private long next;

        Pass(TextureImages images) {
            this.images = images;
        }

        @Override
        public Optional<DatasetImage> next() {
            return Optional.of(images.image(next++));
        }

        @Override
        public long skip(long count) {
            next += count;
            return count;
        }
    }
}
