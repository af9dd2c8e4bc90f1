package org.swavstream.image.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A sample of a WebDataset shard: the files that have one base name. */
final class TarSample {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String key;
    private final Map<String, TarMember> files = new TreeMap<>();
    private final List<String> otherImages = new ArrayList<>();

    /**
     * @param key path and base name up to the first dot
     */
    TarSample(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** Adds a file if the sample's image or label may be in it. */
    void add(String extension, TarMember file) {
        files.put(extension.toLowerCase(Locale.ROOT), file);
    }

    /** Adds the name of a file that ends like an image, but not in an extension that is used. */
    void addOtherImage(String name) {
        otherImages.add(name);
    }

    /** Masks and the like, where the sample has an image; else what was meant for one, it seems. */
    List<String> otherImages() {
        return otherImages;
    }

    /** Whether a file with this extension is read at all. */
    static boolean uses(String extension) {
        return ImageFiles.isImageExtension(extension)
                || Stream.of("cls", "txt", "json").anyMatch(extension::equalsIgnoreCase);
    }

    /**
     * The sample's image with its label, or empty where it has none.
     *
     * @param shard the shard that it is of
     */
    Optional<TarImage> image(TarFile shard) throws DatasetException {
        Optional<TarMember> image =
                files.entrySet().stream()
                        .filter(file -> ImageFiles.isImageExtension(file.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
        if (image.isEmpty()) {
            return Optional.empty();
        }
        String name = shard.name();
        return Optional.of(new TarImage(shard.path(), name + "/" + key, label(name), image.get()));
    }

    /** The class in {@code .cls}, {@code .txt}, or "label" or "cls" of {@code .json}; or null. */
    private String label(String shard) throws DatasetException {
        TarMember text = files.getOrDefault("cls", files.get("txt"));
        if (text != null) {
            return new String(text.content(), StandardCharsets.UTF_8).strip();
        }
        return files.containsKey("json") ? jsonLabel(shard) : null;
    }

    private String jsonLabel(String shard) throws DatasetException {
        try {
            JsonNode json =
                    JSON.readTree(new String(files.get("json").content(), StandardCharsets.UTF_8));
            JsonNode label = json.hasNonNull("label") ? json.get("label") : json.get("cls");
            return label == null || label.isNull() ? null : label.asText();
        } catch (JsonProcessingException e) {
            String file = shard + "/" + key + ".json";
            throw new DatasetException(file, e.getOriginalMessage(), "a JSON object", e);
        }
    }
}
