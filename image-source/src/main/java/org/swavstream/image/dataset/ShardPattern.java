package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Shards by a pattern: braces as {@code shard-{000..127}.tar} or {@code {train,val}.tar}, each of
 * whose files must exist, and {@code *}, {@code ?} and {@code [...]} in the file name, which find
 * no hidden file unless they begin with a dot, as in a shell.
 */
final class ShardPattern {

    private ShardPattern() {}

    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "{*?[".indexOf(c) >= 0);
    }

    /**
     * The files of a pattern, in the order of the braces and then of their names.
     *
     * @throws IOException if there is none, one that the braces name does not exist, or a range of
     *     the braces counts down
     */
    static List<Path> files(String pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String expanded : expand(pattern)) {
            files.addAll(glob(Path.of(expanded)));
        }
        return files;
    }

    private static List<String> expand(String pattern) throws DatasetException {
        int open = pattern.indexOf('{');
        int close = pattern.indexOf('}', open);
        if (open < 0 || close < 0) {
            return List.of(pattern);
        }
        String before = pattern.substring(0, open);
        List<String> ends = expand(pattern.substring(close + 1));
        return alternatives(pattern.substring(open + 1, close)).stream()
                .flatMap(middle -> ends.stream().map(end -> before + middle + end))
                .toList();
    }

    private static List<String> alternatives(String braces) throws DatasetException {
        if (!braces.matches("\\d{1,9}\\.\\.\\d{1,9}")) {
            return List.of(braces.split(",", -1));
        }
        String first = braces.substring(0, braces.indexOf('.'));
        String last = braces.substring(braces.lastIndexOf('.') + 1);
        int from = Integer.parseInt(first);
        int to = Integer.parseInt(last);
        if (from > to) {
            throw new DatasetException(
                    "{" + braces + "}", "a range that counts down", "one that counts up");
        }
        String padded = "%0" + first.length() + "d";
        return IntStream.rangeClosed(from, to).mapToObj(padded::formatted).toList();
    }

    private static List<Path> glob(Path pattern) throws IOException {
        if (!isPattern(pattern.getFileName().toString())) {
            if (!Files.exists(pattern)) {
                throw new NoSuchFileException(pattern.toString(), null, "no such shard");
            }
            return List.of(pattern);
        }
        Path folder = pattern.toAbsolutePath().getParent();
        String name = pattern.getFileName().toString();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name)) {
            List<Path> found =
                    StreamSupport.stream(files.spliterator(), false)
                            .filter(file -> name.startsWith(".") || !ImageFiles.isHidden(file))
                            .sorted()
                            .toList();
            if (found.isEmpty()) {
                throw new DatasetException(pattern.toString(), "no such file", "tar shards");
            }
            return found;
        }
    }
}
