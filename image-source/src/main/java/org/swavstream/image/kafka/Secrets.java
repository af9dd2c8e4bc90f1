package org.swavstream.image.kafka;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;

/** Settings, of Kafka clients and others, whose values are not for people to see. */
public final class Secrets {

    private static final String HIDDEN = "******";

    private static final Pattern SECRET =
            Pattern.compile(
                    "password|passphrase|secret|token|jaas|credential|user\\.info|api[._-]?key"
                            + "|access[._-]?key|private|(^|[._-])key$",
                    Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /**
     * Whether the value of the configuration key or client property {@code name} is not for people
     * to see: what Flink hides, and more of what Kafka's clients take.
     */
    public static boolean isSecret(String name) {
        return SECRET.matcher(name).find() || GlobalConfiguration.isSensitive(name);
    }

    /** What people see of {@code value}: nothing, where the one called {@code name} is a secret. */
    public static String shown(String name, String value) {
        return isSecret(name) ? HIDDEN : value;
    }

    /**
     * Client properties in the order of their names, as {@code {name=value, ...}}, without secrets.
     */
    public static String shown(Map<String, String> properties) {
        Map<String, String> shown = new TreeMap<>(properties);
        shown.replaceAll(Secrets::shown);
        return shown.toString();
    }
}
