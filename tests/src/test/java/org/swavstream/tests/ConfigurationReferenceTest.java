package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;
import org.swavstream.job.SwavOptions;

/** The configuration reference in docs/ is generated from the options, and is current. */
final class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");
    private static final String INTRODUCTION =
            """
            # Configuration reference

            Generated from the options in the code; `./mvnw verify -Ddocs.update=true` renews it.
            Set options in a YAML file (`run --config FILE`), nested or flat, or on the command line
            (`-D key=value`), which wins. Keys of Flink itself (`execution.checkpointing.interval`,
            `parallelism.default`, ...) are allowed beside them, but not their older names, such as
            `state.checkpoints.dir`: the error gives the current one. `kafka.properties.NAME` hands property
            NAME to every Kafka client (`kafka.properties.security.protocol: SASL_SSL`).

            | key | default | meaning |
            |---|---|---|
            """;

    @Test
    void theReferenceIsCurrent() throws IOException {
        String generated =
                SwavOptions.all().stream()
                        .map(ConfigurationReferenceTest::row)
                        .collect(Collectors.joining("\n", INTRODUCTION, "\n"));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(REFERENCE, generated);
        }
        assertThat(Files.readString(REFERENCE)).isEqualTo(generated);
    }

    private static String row(ConfigOption<?> option) {
        String meaning = new HtmlFormatter().format(option.description());
        return "| `%s` | %s | %s |".formatted(option.key(), defaultValue(option), meaning);
    }

    private static String defaultValue(ConfigOption<?> option) {
        return option.hasDefaultValue() ? "`" + option.defaultValue() + "`" : "";
    }
}
