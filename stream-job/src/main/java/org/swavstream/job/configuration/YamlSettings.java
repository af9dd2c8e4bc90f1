package org.swavstream.job.configuration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Settings of one YAML document as flat keys: {@code train: {seed: 1}} and {@code train.seed: 1}
 * are the same. A list becomes Flink's notation, its elements joined by {@code ;}.
 */
final class YamlSettings {

    private static final ObjectReader READER =
            YAMLMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readerFor(JsonNode.class);

    private final String source;
    private final Map<String, String> settings = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private YamlSettings(String source) {
        this.source = source;
    }

    /**
     * The settings that {@code document} holds.
     *
     * @param source what messages call the document, for instance its file name
     * @throws ConfigurationException if it is no YAML, more than one document, or holds a key twice
     *     or without a value
     * @throws IOException if it cannot be read
     */
    static Map<String, String> read(String source, InputStream document) throws IOException {
        YamlSettings yaml = new YamlSettings(source);
        yaml.addDocument(yaml.parse(document));
        if (!yaml.problems.isEmpty()) {
            throw new ConfigurationException(yaml.problems);
        }
        return yaml.settings;
    }

    /** The document; null where there is none. */
    private JsonNode parse(InputStream document) throws IOException {
        try (JsonParser parser = READER.createParser(document)) {
            JsonNode first = READER.readTree(parser);
            if (parser.nextToken() != null) {
                problems.add(source + " holds several documents (---); expected one");
            }
            return first;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            String line = place == null ? "" : " line " + place.getLineNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new ConfigurationException(
                    List.of("%s%s is not valid YAML: %s".formatted(source, line, reason)));
        }
    }

    private void addDocument(JsonNode document) {
        if (document == null || document.isNull()) {
            return;
        }
        if (document.isObject()) {
            addObject("", document);
        } else {
            problems.add(source + " holds no settings; expected lines such as 'train.seed: 1'");
        }
    }

    private void addObject(String prefix, JsonNode object) {
        object.properties().forEach(entry -> add(prefix + entry.getKey(), entry.getValue()));
    }

    private void add(String key, JsonNode value) {
        if (value.isObject()) {
            addObject(key + ".", value);
        } else if (value.isNull()) {
            problems.add("%s: %s has no value; give one or remove the line".formatted(source, key));
        } else if (!isText(value)) {
            problems.add(
                    "%s: %s is a list whose elements are not all values; expected for instance [a, b]"
                            .formatted(source, key));
        } else if (settings.put(key, text(value)) != null) {
            problems.add("%s: %s is given twice, nested and flat".formatted(source, key));
        }
    }

    private static boolean isText(JsonNode value) {
        for (JsonNode element : value) {
            if (element.isContainerNode() || element.isNull()) {
                return false;
            }
        }
        return true;
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        StringJoiner list = new StringJoiner(";");
        value.forEach(element -> list.add(element.asText()));
        return list.toString();
    }
}
