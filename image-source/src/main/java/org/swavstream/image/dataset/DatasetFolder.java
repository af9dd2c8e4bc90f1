package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder as a data set: its top-level files say of which kind. */
final class DatasetFolder {

    private static final Comparator<String> TEST_SPLITS_LAST =
            Comparator.comparing(name -> name.startsWith("t10k") || name.startsWith("test"));

    private final Path folder;
    private final List<Path> files;

    private DatasetFolder(Path folder, List<Path> files) {
        this.folder = folder;
        this.files = files;
    }

    static Dataset open(Path folder) throws IOException {
        Comparator<String> order = TEST_SPLITS_LAST.thenComparing(Comparator.naturalOrder());
        try (Stream<Path> listed = Files.list(folder)) {
            List<Path> files =
                    listed.filter(file -> !ImageFiles.isHidden(file))
                            .sorted(Comparator.comparing(f -> f.getFileName().toString(), order))
                            .toList();
            return new DatasetFolder(folder, files).open();
        }
    }

    private Dataset open() throws IOException {
        List<Path> idx = matching(IdxFiles::isImages);
        if (!idx.isEmpty()) {
            return IdxFiles.files(name(), idx);
        }
        for (CifarFormat format : CifarFormat.values()) {
            List<Path> cifar = matching(format::names);
            if (!cifar.isEmpty()) {
                return CifarImages.files(format, cifar);
            }
        }
        List<Path> shards = matching(file -> file.toString().endsWith(".tar"));
        return shards.isEmpty() ? images() : shards(shards);
    }

    private Dataset images() throws IOException {
        FolderImages images = FolderImages.in(folder);
        return new IndexedDataset(name(), images, images.leftOut());
    }

    private Dataset shards(List<Path> shards) throws IOException {
        List<String> images = FolderImages.listed(folder).paths();
        if (!images.isEmpty()) {
            throw new DatasetException(
                    folder.toString(),
                    "shards (%s) and images (%s)"
                            .formatted(shards.get(0).getFileName(), images.get(0)),
                    "one of them; name the shards as %s, or a folder that has only the images"
                            .formatted(folder.resolve("*.tar")));
        }
        return new TarDataset(name(), shards);
    }

    private List<Path> matching(Predicate<Path> kind) {
        return files.stream().filter(kind).filter(Files::isRegularFile).toList();
    }

    private String name() {
        return Datasets.name(folder);
    }
}
