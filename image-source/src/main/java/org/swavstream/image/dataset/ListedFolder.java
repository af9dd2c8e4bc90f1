package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.swavstream.state.file.UnavailableFileException;

/**
 * The files of a folder and its sub-folders. Each is looked at once: on a network's file system
 * that is what takes time.
 */
final class ListedFolder extends SimpleFileVisitor<Path> {

    private final Path folder;
    private final SortedMap<String, Long> images = new TreeMap<>();
    private final SortedSet<String> others = new TreeSet<>();

    private ListedFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Lists {@code folder}, and what links in it lead to.
     *
     * @throws UnavailableFileException if it cannot be listed to its end, or a link leads back
     */
    static ListedFolder of(Path folder) throws IOException {
        ListedFolder listed = new ListedFolder(folder);
        try {
            Files.walkFileTree(
                    folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listed);
        } catch (IOException e) {
            throw new UnavailableFileException("cannot list " + folder + ": " + e, e);
        }
        return listed;
    }

    /** Only what a person named may be hidden. */
    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
        return !visited.equals(folder) && ImageFiles.isHidden(visited)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
    }

    /** Also called with links that lead nowhere, and not with folders. */
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String relative = folder.relativize(file).toString();
        if (isImage(file, attributes)) {
            images.put(relative, attributes.size());
        } else if (!ImageFiles.isHidden(file)) {
            others.add(relative);
        }
        return FileVisitResult.CONTINUE;
    }

    private static boolean isImage(Path file, BasicFileAttributes attributes) {
        return ImageFiles.isImage(file.getFileName().toString())
                && attributes.isRegularFile()
                && attributes.size() > 0;
    }

    FolderImages images() {
        FileSizes sizes = new FileSizes();
        images.forEach(sizes::add);
        return new FolderImages(
                folder, List.copyOf(images.keySet()), sizes.fingerprint(), LeftOutFiles.of(others));
    }
}
