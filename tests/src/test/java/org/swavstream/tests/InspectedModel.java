package org.swavstream.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What {@code inspect} shows of a model of a savepoint. */
record InspectedModel(
        long step,
        long samples,
        int queueFill,
        String ledgerDigest,
        String recipeDigest,
        String weightsDigest) {

    /** The only one of a savepoint. */
    static InspectedModel of(String savepoint) throws IOException {
        Map<String, InspectedModel> models = allOf(savepoint);
        if (models.size() != 1) {
            throw new IOException("expected one model, found " + models);
        }
        return models.values().iterator().next();
    }

    /** All of a savepoint, by their names. */
    static Map<String, InspectedModel> allOf(String savepoint) throws IOException {
        CommandLineRun run = CommandLineRun.of("inspect", "--json", savepoint);
        if (run.failed()) {
            throw new IOException(run.err());
        }
        Map<String, InspectedModel> models = new TreeMap<>();
        for (JsonNode model : new ObjectMapper().readTree(run.out()).get("models")) {
            models.put(model.get("model").asText(), read(model));
        }
        return models;
    }

    private static InspectedModel read(JsonNode model) {
        return new InspectedModel(
                model.get("step").asLong(),
                model.get("samples").asLong(),
                model.get("queue_fill").asInt(),
                model.get("ledger_digest").asText(),
                model.get("recipe_digest").asText(),
                model.get("weights_digest").asText());
    }
}
