package org.swavstream.operators.evaluation;

import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.multicrop.MultiCrop;
import org.swavstream.operators.multicrop.SampleSeed;

/** Which view of an image is made. */
sealed interface ViewRecipe {

    /**
     * Makes the view.
     *
     * @param side its width and height in pixels
     * @param position the image's position in its data set
     */
    byte[] render(MultiCrop multiCrop, byte[] encoded, int side, int position)
            throws UnusableImageException;

    /** The middle of the image, always the same. */
    record Evaluation() implements ViewRecipe {

        @Override
        public byte[] render(MultiCrop multiCrop, byte[] encoded, int side, int position)
                throws UnusableImageException {
            return multiCrop.evaluationView(encoded, side);
        }
    }

    /**
     * A random crop, mirrored every second time; another one in each epoch.
     *
     * @param seed decides, with epoch and position, all that is random
     * @param epoch from 1
     */
    record CropAndFlip(long seed, int epoch) implements ViewRecipe {

        @Override
        public byte[] render(MultiCrop multiCrop, byte[] encoded, int side, int position)
                throws UnusableImageException {
            return multiCrop.views(encoded, SampleSeed.of(seed, "epoch " + epoch, position));
        }
    }
}
