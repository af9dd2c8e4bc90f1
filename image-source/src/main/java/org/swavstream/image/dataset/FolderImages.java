package org.swavstream.image.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Image files in a folder and its sub-folders. An image's id is its path in the folder; its label
 * is the sub-folder of the first level that it lies in.
 *
 * @param folder the folder
 * @param paths paths relative to it, with {@code /} between names, in their order as text
 * @param leftOut the files that are no images
 */
record FolderImages(Path folder, List<String> paths, LeftOutFiles leftOut)
        implements FingerprintedImages {

    /**
     * Lists a folder.
     *
     * @throws DatasetException if no image is in it
     */
    static FolderImages in(Path folder) throws IOException {
        FolderImages images = listed(folder);
        if (images.paths().isEmpty()) {
            throw new DatasetException(folder.toString(), "no image", ImageFiles.EXPECTED);
        }
        return images;
    }

    /** Lists a folder in which there may be no image. */
    static FolderImages listed(Path folder) throws IOException {
        SortedSet<String> images = new TreeSet<>();
        SortedSet<String> others = new TreeSet<>();
        for (Path file : files(folder)) {
            Path relative = folder.relativize(file);
            if (isImage(file)) {
                images.add(relative.toString());
            } else if (!isHidden(relative)) {
                others.add(relative.toString());
            }
        }
        return new FolderImages(folder, List.copyOf(images), LeftOutFiles.of(others));
    }

    /** With links that lead nowhere, and without folders. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files =
                Files.find(
                        folder,
                        Integer.MAX_VALUE,
                        (file, attributes) -> !attributes.isDirectory(),
                        FileVisitOption.FOLLOW_LINKS)) {
            return files.toList();
        } catch (UncheckedIOException e) {
            throw new IOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean isImage(Path file) throws IOException {
        return ImageFiles.isImage(file.getFileName().toString())
                && Files.isRegularFile(file)
                && Files.size(file) > 0;
    }

    private static boolean isHidden(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .anyMatch(name -> name.toString().startsWith("."));
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
