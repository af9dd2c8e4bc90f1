package org.swavstream.operators.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reports as JSON objects with names in snake case. */
public final class ReportJson {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private ReportJson() {}

    /** The report as one line of JSON. */
    public static String text(ModelReport report) {
        return new String(bytes(report), StandardCharsets.UTF_8);
    }

    /** The report as one line of JSON in UTF-8. */
    public static byte[] bytes(ModelReport report) {
        try {
            return MAPPER.writerFor(ModelReport.class).writeValueAsBytes(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }

    /**
     * The report that {@code json} holds.
     *
     * @param json a record's value; null where it has none
     * @throws IOException if it is not a report, or one with a part missing
     */
    public static ModelReport parse(byte[] json) throws IOException {
        ModelReport report = json == null ? null : MAPPER.readValue(json, ModelReport.class);
        if (report == null || report.model() == null) {
            throw new IOException("it is no report of a model");
        }
        return report;
    }
}
