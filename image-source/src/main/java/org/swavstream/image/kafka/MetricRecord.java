package org.swavstream.image.kafka;

import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.swavstream.state.serializer.ImmutableTypeInformation;

/**
 * A report for the metrics topic.
 *
 * @param key the record's key; equal for reports of which a compacted topic may keep the last only
 * @param json one JSON object
 */
public record MetricRecord(String key, String json) {

    /** How Flink carries metric records. */
    public static final TypeInformation<MetricRecord> TYPE =
            new ImmutableTypeInformation<>(MetricRecord.class, new MetricRecordSerializer());

    public MetricRecord {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(json, "json");
    }
}
