package org.swavstream.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of a page in docs/, each under a heading of its own, with a name and a type a row. */
final class ReferenceTables {

    private static final Pattern HEADING = Pattern.compile("#+ (.*)");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (\\w+) \\|.*");

    private final Map<String, Set<String>> tables = new TreeMap<>();

    ReferenceTables(Path page) throws IOException {
        String heading = "";
        for (String line : Files.readAllLines(page)) {
            Matcher title = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (title.matches()) {
                heading = title.group(1);
            } else if (row.matches()) {
                tables.computeIfAbsent(heading, key -> new TreeSet<>())
                        .add(row.group(1) + " " + row.group(2));
            }
        }
    }

    /** {@code name type} of each row under the heading. */
    Set<String> under(String heading) {
        return Objects.requireNonNull(tables.get(heading), heading);
    }

    /** The same by heading, of those that begin so. */
    Map<String, Set<String>> underHeadings(String start) {
        Map<String, Set<String>> found = new TreeMap<>(tables);
        found.keySet().removeIf(heading -> !heading.startsWith(start));
        return found;
    }
}
