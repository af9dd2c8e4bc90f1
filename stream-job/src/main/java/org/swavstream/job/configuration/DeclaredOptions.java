package org.swavstream.job.configuration;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;

/** Options that classes declare as public constants. */
public final class DeclaredOptions {

    private DeclaredOptions() {}

    /** Those of all {@code groups}, in their order. */
    public static List<ConfigOption<?>> of(List<Class<?>> groups) {
        return groups.stream()
                .flatMap(group -> Stream.of(group.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == ConfigOption.class)
                .<ConfigOption<?>>map(DeclaredOptions::value)
                .toList();
    }

    private static ConfigOption<?> value(Field field) {
        try {
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is public and cannot be read", e);
        }
    }
}
