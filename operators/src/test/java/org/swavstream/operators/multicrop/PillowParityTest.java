package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.swavstream.image.UnusableImageException;

/** Each stage against what Pillow makes of the same image with the same parameters. */
class PillowParityTest {

    private static final Path TABLE = Path.of("..", "docs", "augmentation.md");
    private static final Pattern ROW =
            Pattern.compile("\\| ([^|]*?) \\| ([^|]*?) ?\\| ([0-9.]+) \\|");

    /** Of the table's two decimals. */
    private static final double ROUNDING = 0.005;

    static List<PillowStage> stages() {
        return PillowStage.all();
    }

    @ParameterizedTest
    @MethodSource("stages")
    void stage(PillowStage stage) throws UnusableImageException {
        assertThat(stage.difference()).isLessThanOrEqualTo(stage.limit());
    }

    /** Written anew with {@code -Ddocs.update=true}. */
    @Test
    void theDocumentedTableIsCurrent() throws IOException, UnusableImageException {
        if (Boolean.getBoolean("docs.update")) {
            writeTable();
        }
        Map<String, Double> documented = documented();
        assertThat(documented).hasSize(stages().size());
        for (PillowStage stage : stages()) {
            assertThat(documented.get(stage.stage() + stage.parameters()))
                    .as(stage.toString())
                    .isCloseTo(stage.difference(), within(ROUNDING));
        }
    }

    private static Map<String, Double> documented() throws IOException {
        return ROW.matcher(Files.readString(TABLE))
                .results()
                .collect(
                        Collectors.toMap(
                                row -> row.group(1) + row.group(2),
                                row -> Double.valueOf(row.group(3))));
    }

    private static void writeTable() throws IOException, UnusableImageException {
        StringBuilder rows = new StringBuilder();
        for (PillowStage stage : stages()) {
            rows.append(
                    "| %s | %s | %.2f |%n"
                            .formatted(stage.stage(), stage.parameters(), stage.difference()));
        }
        String page = Files.readString(TABLE);
        String header = "|---|---|---|\n";
        int begin = page.indexOf(header) + header.length();
        int end = page.indexOf("\n\n", begin - 1) + 1;
        Files.writeString(TABLE, page.substring(0, begin) + rows + page.substring(end));
    }
}
