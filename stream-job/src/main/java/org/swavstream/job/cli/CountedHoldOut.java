package org.swavstream.job.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.DatasetImage;
import org.swavstream.image.dataset.DatasetPass;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.dataset.IndexedImages;
import org.swavstream.image.dataset.LeftOutFiles;
import org.swavstream.operators.sequence.HoldOut;

/**
 * A data set that tells of each image that the training will hold out. Their share in a data set is
 * not quite the one that is set, and in a small one far from it.
 *
 * @param images the data set
 * @param rule the training's
 * @param heldOut told when such an image is read
 */
record CountedHoldOut(Dataset images, HoldOut rule, Runnable heldOut) implements Dataset {

    @Override
    public DatasetPass pass(ImageOrder order) throws IOException {
        DatasetPass pass = images.pass(order);
        return new DatasetPass() {
            @Override
            public Optional<DatasetImage> next() throws IOException {
                Optional<DatasetImage> image = pass.next();
                image.filter(next -> rule.holdsOut(next.id())).ifPresent(next -> heldOut.run());
                return image;
            }

            @Override
            public void close() throws IOException {
                pass.close();
            }
        };
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public String fingerprint() throws IOException {
        return images.fingerprint();
    }

    @Override
    public OptionalLong size() {
        return images.size();
    }

    @Override
    public boolean endless() {
        return images.endless();
    }

    @Override
    public LeftOutFiles leftOut() {
        return images.leftOut();
    }

    @Override
    public IndexedImages index() throws IOException {
        return images.index();
    }
}
