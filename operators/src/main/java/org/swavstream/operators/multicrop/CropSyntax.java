package org.swavstream.operators.multicrop;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.swavstream.operators.sample.CropGroup;

/** How crop groups and their scales are written in a configuration. */
public final class CropSyntax {

    private static final Pattern GROUP = Pattern.compile("(\\d{1,4})x(\\d{1,4})");
    private static final Pattern SCALES = Pattern.compile("(\\d*\\.?\\d+)\\s*-\\s*(\\d*\\.?\\d+)");

    private CropSyntax() {}

    /**
     * Reads {@code 2x224,6x96}: count and side of each group.
     *
     * @throws IllegalArgumentException where the text is not such a list, or a group is not allowed
     */
    public static List<CropGroup> groups(String text) {
        return list(text, GROUP, "COUNTxSIDE, as in 2x224,6x96", CropSyntax::group);
    }

    /**
     * Reads {@code 0.14-1.0,0.05-0.14}: smallest and largest share of the image's area of each
     * group.
     *
     * @throws IllegalArgumentException where the text is not such a list, or a range is not allowed
     */
    public static List<Range> scales(String text) {
        return list(text, SCALES, "FROM-TO, as in 0.14-1.0,0.05-0.14", CropSyntax::scale);
    }

    private static <T> List<T> list(
            String text, Pattern pattern, String form, Function<MatchResult, T> element) {
        return Arrays.stream(text.split(",", -1))
                .map(part -> element.apply(match(part.strip(), pattern, form)))
                .toList();
    }

    private static MatchResult match(String part, Pattern pattern, String form) {
        Matcher matcher = pattern.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'%s' is not %s".formatted(part, form));
        }
        return matcher;
    }

    private static CropGroup group(MatchResult match) {
        return new CropGroup(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
    }

    private static Range scale(MatchResult match) {
        return new Range(Double.parseDouble(match.group(1)), Double.parseDouble(match.group(2)));
    }
}
