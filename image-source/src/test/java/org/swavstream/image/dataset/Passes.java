package org.swavstream.image.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What passes over data sets give. */
final class Passes {

    private Passes() {}

    static List<DatasetImage> images(Dataset dataset, ImageOrder order) throws IOException {
        try (DatasetPass pass = dataset.pass(order)) {
            return rest(pass);
        }
    }

    static List<DatasetImage> rest(DatasetPass pass) throws IOException {
        List<DatasetImage> images = new ArrayList<>();
        for (Optional<DatasetImage> image = pass.next(); image.isPresent(); image = pass.next()) {
            images.add(image.get());
        }
        return images;
    }

    /** What the index of a data set finds. */
    static List<DatasetImage> indexed(Dataset dataset) throws IOException {
        IndexedImages index = dataset.index();
        List<DatasetImage> images = new ArrayList<>();
        for (int position = 0; position < index.size(); position++) {
            images.add(index.read(position));
        }
        return images;
    }

    static List<String> ids(Dataset dataset, ImageOrder order) throws IOException {
        return images(dataset, order).stream().map(DatasetImage::id).toList();
    }
}
