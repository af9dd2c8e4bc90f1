package org.swavstream.image.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A pass over one WebDataset shard; neighbouring files with the same base name are a sample. */
final class TarShard implements DatasetPass {

    private final Path file;
    private final String name;
    private final TarArchiveInputStream tar;
    private TarSample begun;

    /**
     * @throws DatasetException if the file is no tar file or is cut off
     */
    TarShard(Path file) throws IOException {
        TarEnd.check(file);
        this.file = file;
        this.name = file.getFileName().toString();
        this.tar =
                new TarArchiveInputStream(
                        new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    @Override
    public Optional<DatasetImage> next() throws IOException {
        for (TarSample sample = sample(); sample != null; sample = sample()) {
            Optional<DatasetImage> image = sample.image(name);
            if (image.isPresent()) {
                return image;
            }
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
        if (TarSample.uses(extension)) {
            begun.add(extension, content());
        }
        return before == begun ? null : before;
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

    private byte[] content() throws IOException {
        try {
            return tar.readAllBytes();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private DatasetException damaged(Exception cause) {
        String found = "damage (" + cause.getMessage() + ")";
        return new DatasetException(file.toString(), found, "a whole tar file", cause);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
