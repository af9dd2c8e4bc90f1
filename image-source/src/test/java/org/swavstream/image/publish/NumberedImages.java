package org.swavstream.image.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.DatasetImage;
import org.swavstream.image.dataset.DatasetPass;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.dataset.IndexedImages;

/**
 * A data set whose images have the ids and contents 0, 1, 2, ...
 *
 * @param read told of each image that is read
 */
record NumberedImages(String name, int count, Consumer<DatasetImage> read) implements Dataset {

    NumberedImages(String name, int count) {
        this(name, count, image -> {});
    }

    @Override
    public String fingerprint() {
        return name + " " + count;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(count);
    }

    @Override
    public IndexedImages index() {
        throw new UnsupportedOperationException("publishing passes over data sets");
    }

    @Override
    public DatasetPass pass(ImageOrder order) {
        List<DatasetImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(image(i));
        }
        if (order instanceof ImageOrder.Shuffled shuffled) {
            Collections.shuffle(images, new Random(shuffled.seed()));
        }
        Iterator<DatasetImage> remaining = images.iterator();
        return () -> {
            Optional<DatasetImage> image =
                    remaining.hasNext() ? Optional.of(remaining.next()) : Optional.empty();
            image.ifPresent(read);
            return image;
        };
    }

    private static DatasetImage image(int number) {
        String id = Integer.toString(number);
        String label = number % 2 == 0 ? "even" : null;
        return new DatasetImage(id, label, id.getBytes(StandardCharsets.UTF_8));
    }
}
