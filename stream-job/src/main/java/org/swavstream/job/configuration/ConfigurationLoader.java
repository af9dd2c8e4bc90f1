package org.swavstream.job.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.swavstream.image.kafka.Secrets;

/**
 * Loads the job's configuration: a YAML file with nested or flat keys, and single settings above
 * it.
 *
 * <p>Keys of Flink and of the job share one {@link Configuration}. Every problem is found before
 * any is reported, and no message shows the value of a {@linkplain Secrets#isSecret secret}.
 */
public final class ConfigurationLoader {

    private final List<ConfigOption<?>> options;
    private final KnownKeys knownKeys;
    private final Function<Configuration, List<String>> validator;

    /**
     * @param options every option of the job itself; their first segments are the job's own
     *     prefixes
     * @param passThroughPrefixes under which any key is allowed, each with its final dot, for
     *     instance {@code kafka.properties.}
     */
    public ConfigurationLoader(
            List<ConfigOption<?>> options,
            List<String> passThroughPrefixes,
            Function<Configuration, List<String>> validator) {
        List<ConfigOption<?>> flink = FlinkOptions.all();
        this.options = Stream.of(options, flink).flatMap(List::stream).toList();
        this.knownKeys = new KnownKeys(options, flink, passThroughPrefixes);
        this.validator = validator;
    }

    /**
     * The settings of {@code base}, overridden by those of {@code file}, if there is one, and by
     * {@code overrides}.
     *
     * @throws ConfigurationException with all problems: unknown keys under the job's prefixes and
     *     typing errors in Flink's keys (the nearest key is suggested), keys that Flink has
     *     replaced, values that are not of their option's type, and what the validator finds; or if
     *     {@code file} cannot be read
     */
    public Configuration load(
            Configuration base, Optional<Path> file, Map<String, String> overrides) {
        Configuration configuration = new Configuration(base);
        if (file.isPresent()) {
            configuration.addAll(read(file.get()));
        }
        overrides.forEach(configuration::setString);
        check(configuration);
        return configuration;
    }

    private static Configuration read(Path file) {
        if (Files.isDirectory(file)) {
            throw new ConfigurationException(
                    List.of(
                            "%s is a folder; name the file with the settings in it"
                                    .formatted(file)));
        }
        try (InputStream document = Files.newInputStream(file)) {
            return read(file.toString(), document);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(List.of("no such file: " + file), e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    List.of("cannot read the settings in %s: %s".formatted(file, reason(e))), e);
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof AccessDeniedException ? "not allowed" : failure.getMessage();
    }

    /**
     * The settings of a YAML document as they are, without a check of keys or values.
     *
     * @param source what messages call the document, for instance its file name
     * @throws ConfigurationException if it is no YAML, or holds a key twice or without a value
     * @throws IOException if it cannot be read
     */
    public static Configuration read(String source, InputStream document) throws IOException {
        return Configuration.fromMap(YamlSettings.read(source, document));
    }

    private void check(Configuration configuration) {
        List<String> problems = new ArrayList<>();
        configuration.keySet().stream()
                .sorted()
                .forEach(key -> knownKeys.problem(key).ifPresent(problems::add));
        List<String> values = validator.apply(configuration);
        problems.addAll(values);
        options.stream()
                .filter(option -> values.stream().noneMatch(said -> said.startsWith(option.key())))
                .forEach(option -> problem(configuration, option).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static Optional<String> problem(Configuration configuration, ConfigOption<?> option) {
        try {
            configuration.getOptional(option);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(problem(configuration, option.key(), e));
        }
    }

    private static String problem(
            Configuration configuration, String key, IllegalArgumentException failure) {
        if (Secrets.isSecret(key)) {
            return key + ": its value is not of the option's type";
        }
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        String value = configuration.toMap().get(key);
        return "%s: '%s' is not allowed: %s".formatted(key, value, reason.getMessage());
    }
}
