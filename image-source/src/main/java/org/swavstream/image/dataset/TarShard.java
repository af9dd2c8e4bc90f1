package org.swavstream.image.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A pass over one WebDataset shard; neighbouring files with the same base name are a sample. */
final class TarShard implements DatasetPass {

    private final TarFile file;
    private final Consumer<String> leftOut;
    private final TarArchiveInputStream tar;
    private TarSample begun;

    /**
     * @param leftOut is told of files that a sample cannot have: links, whose content is elsewhere,
     *     and images that are empty; and, of samples without an image, of images that have another
     *     dot in their name, at which a sample's name ends
     * @throws DatasetException if the file is no tar file or is cut off
     */
    TarShard(TarFile file, Consumer<String> leftOut) throws IOException {
        TarEnd.check(file.path());
        this.file = file;
        this.leftOut = leftOut;
        this.tar =
                new TarArchiveInputStream(
                        new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16));
    }

    @Override
    public Optional<DatasetImage> next() throws IOException {
        Optional<TarImage> image = nextImage();
        return image.isEmpty() ? Optional.empty() : Optional.of(image.get().read());
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && nextImage().isPresent()) {
            skipped++;
        }
        return skipped;
    }

    /** Where the next image lies, or empty after the last one. */
    Optional<TarImage> nextImage() throws IOException {
        for (TarSample sample = sample(); sample != null; sample = sample()) {
            Optional<TarImage> image = sample.image(file);
            if (image.isPresent()) {
                return image;
            }
            sample.otherImages().forEach(leftOut);
        }
        return Optional.empty();
    }

    /** The next sample, or null at the end. */
    private TarSample sample() throws IOException {
        for (TarArchiveEntry entry = entry(); entry != null; entry = entry()) {
            String path = path(entry);
            int dot = path.indexOf('.', path.lastIndexOf('/') + 1);
            if (entry.isFile() && dot > path.lastIndexOf('/') + 1) {
                TarSample finished = add(path.substring(0, dot), path.substring(dot + 1));
                if (finished != null) {
                    return finished;
                }
            }
        }
        TarSample last = begun;
        begun = null;
        return last;
    }

    /** Adds the current entry; returns the sample before it where it begins another one. */
    private TarSample add(String key, String extension) throws IOException {
        TarSample before = begun;
        if (before == null || !before.key().equals(key)) {
            begun = new TarSample(key);
        }
        String name = file.name() + "/" + key + "." + extension;
        if (TarSample.uses(extension) && isUsable(extension)) {
            begun.add(extension, member(extension));
        } else if (TarSample.uses(extension)) {
            leftOut.accept(name);
        } else if (ImageFiles.endsLikeAnImage(extension)) {
            begun.addOtherImage(name);
        }
        return before == begun ? null : before;
    }

    /** The library takes links for files, too: empty ones. */
    private boolean isUsable(String extension) {
        TarArchiveEntry entry = tar.getCurrentEntry();
        boolean link = entry.isLink() || entry.isSymbolicLink();
        return !link && (entry.getSize() > 0 || !ImageFiles.isImageExtension(extension));
    }

    private static String path(TarArchiveEntry entry) {
        String path = entry.getName();
        return path.startsWith("./") ? path.substring(2) : path;
    }

    private TarArchiveEntry entry() throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private TarMember member(String extension) throws IOException {
        long offset = tar.getBytesRead(); // of the whole shard, up to the current entry's content
        int bytes = bytes(tar.getCurrentEntry());
        boolean image = ImageFiles.isImageExtension(extension);
        return new TarMember(offset, bytes, image ? new byte[0] : content());
    }

    private int bytes(TarArchiveEntry entry) throws DatasetException {
        if (entry.isSparse()) {
            String found = entry.getName() + " as a sparse file";
            throw new DatasetException(
                    file.path().toString(), found, "whole files (tar without -S)");
        }
        if (entry.getSize() > Integer.MAX_VALUE) {
            String found = "%s of %,d bytes".formatted(entry.getName(), entry.getSize());
            throw new DatasetException(file.path().toString(), found, "less than 2 GiB");
        }
        return (int) entry.getSize();
    }

    private byte[] content() throws IOException {
        try {
            return tar.readAllBytes();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private DatasetException damaged(Exception cause) {
        String found = "damage (" + cause.getMessage() + ")";
        return new DatasetException(file.path().toString(), found, "a whole tar file", cause);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
