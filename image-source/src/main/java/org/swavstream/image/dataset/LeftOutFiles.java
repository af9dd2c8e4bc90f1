package org.swavstream.image.dataset;

import java.util.SortedSet;

/**
 * Files of a folder of images that are none: they are empty, lead nowhere, or do not end like one.
 * Hidden files are not counted. In shards, links, images that are empty, and images whose names
 * have more than one dot where no other file is their sample's image.
 *
 * @param count how many
 * @param first path in the folder of the first of them; empty where there is none
 */
public record LeftOutFiles(int count, String first) {

    /** Where every file is an image. */
    public static final LeftOutFiles NONE = new LeftOutFiles(0, "");

    static LeftOutFiles of(SortedSet<String> paths) {
        return paths.isEmpty() ? NONE : new LeftOutFiles(paths.size(), paths.first());
    }

    /** For a person, in one line. */
    @Override
    public String toString() {
        return "%,d of the files, which are empty, links (to nothing, or in a shard), have more than one dot in their name (in a shard) or do not end in %s; the first: %s"
                .formatted(count, ImageFiles.ENDINGS, first);
    }
}
