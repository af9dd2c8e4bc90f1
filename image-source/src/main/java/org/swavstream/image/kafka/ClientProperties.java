package org.swavstream.image.kafka;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How Kafka client properties are shown to people. */
public final class ClientProperties {

    private static final String HIDDEN = "******";

    private static final Pattern SECRET =
            Pattern.compile(
                    "password|passphrase|secret|token|jaas|credential|user\\.info|api[._-]?key"
                            + "|access[._-]?key|private|(^|[._-])key$",
                    Pattern.CASE_INSENSITIVE);

    private ClientProperties() {}

    /**
     * The properties in the order of their names, as {@code {name=value, ...}}. The values of
     * passwords, secrets, tokens, JAAS configurations and keys are shown as {@code ******}.
     */
    public static String redacted(Map<String, String> properties) {
        Map<String, String> shown = new TreeMap<>(properties);
        shown.replaceAll((name, value) -> SECRET.matcher(name).find() ? HIDDEN : value);
        return shown.toString();
    }
}
