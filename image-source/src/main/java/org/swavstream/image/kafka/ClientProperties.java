package org.swavstream.image.kafka;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;

/** How Kafka client properties, and other settings, are shown to people. */
public final class ClientProperties {

    /** What is shown in the place of a secret. */
    public static final String HIDDEN = "******";

    private static final Pattern SECRET =
            Pattern.compile(
                    "password|passphrase|secret|token|jaas|credential|user\\.info|api[._-]?key"
                            + "|access[._-]?key|private|(^|[._-])key$",
                    Pattern.CASE_INSENSITIVE);

    private ClientProperties() {}

    /**
     * The properties in the order of their names, as {@code {name=value, ...}}, with {@value
     * #HIDDEN} in the place of each {@linkplain #isSecret secret}.
     */
    public static String redacted(Map<String, String> properties) {
        Map<String, String> shown = new TreeMap<>(properties);
        shown.replaceAll((name, value) -> isSecret(name) ? HIDDEN : value);
        return shown.toString();
    }

    /**
     * Whether the value of the configuration key or client property {@code name} is not for people
     * to see: what Flink hides, and more of what Kafka's clients take.
     */
    public static boolean isSecret(String name) {
        return SECRET.matcher(name).find() || GlobalConfiguration.isSensitive(name);
    }
}
