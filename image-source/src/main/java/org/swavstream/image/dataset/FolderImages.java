package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Image files in a folder and its sub-folders. An image's id is its path in the folder; its label
 * is the sub-folder of the first level that it lies in.
 *
 * @param folder the folder
 * @param paths paths relative to it, with {@code /} between names, in their order as text
 * @param fingerprint hash of the paths and the files' sizes when they were listed
 * @param leftOut the files that are no images
 */
record FolderImages(Path folder, List<String> paths, String fingerprint, LeftOutFiles leftOut)
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
        return ListedFolder.of(folder).images();
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
    public byte[] encoded(int position) throws IOException {
        return Files.readAllBytes(folder.resolve(paths.get(position)));
    }
}
