package org.swavstream.image.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Which files are images, by their extension. */
final class ImageFiles {

    /** For a person. */
    static final String ENDINGS = ".jpg, .jpeg, .png, .webp or .bmp";

    /** For error messages. */
    static final String EXPECTED = "files ending in " + ENDINGS + " that are not empty";

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "webp", "bmp");

    private ImageFiles() {}

    /** Programs keep small copies of images and the like in such files. */
    static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    static boolean isImage(String fileName) {
        return !fileName.startsWith(".") && endsLikeAnImage(fileName);
    }

    static boolean endsLikeAnImage(String fileName) {
        return isImageExtension(extension(fileName));
    }

    static boolean isImageExtension(String extension) {
        return EXTENSIONS.contains(extension.toLowerCase(Locale.ROOT));
    }

    private static String extension(String fileName) {
        return fileName.substring(fileName.lastIndexOf('.') + 1);
    }
}
