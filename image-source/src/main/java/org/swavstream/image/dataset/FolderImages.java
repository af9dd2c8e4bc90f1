package org.swavstream.image.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Image files in a folder and its sub-folders. An image's id is its path in the folder; its label
 * is the sub-folder of the first level that it lies in.
 *
 * @param folder the folder
 * @param paths paths relative to it, with {@code /} between names, in their order as text
 */
record FolderImages(Path folder, List<String> paths) implements IndexedImages {

    /** Lists a folder. */
    static FolderImages in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<String> paths =
                    files.filter(file -> ImageFiles.isImage(file.getFileName().toString()))
                            .filter(Files::isRegularFile)
                            .map(file -> FileSizes.portable(folder.relativize(file)))
                            .sorted()
                            .toList();
            if (paths.isEmpty()) {
                throw new DatasetException(folder.toString(), "no image", ImageFiles.EXPECTED);
            }
            return new FolderImages(folder, paths);
        } catch (UncheckedIOException e) {
            throw new IOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int size() {
        return paths.size();
    }

    @Override
    public String id(int position) {
        return paths.get(position);
    }

    @Override
    public String label(int position) {
        String path = paths.get(position);
        int slash = path.indexOf('/');
        return slash < 0 ? null : path.substring(0, slash);
    }

    @Override
    public String fingerprint() throws IOException {
        return FileSizes.fingerprint(folder, paths);
    }

    @Override
    public byte[] encoded(int position) throws IOException {
        return Files.readAllBytes(folder.resolve(paths.get(position)));
    }
}
