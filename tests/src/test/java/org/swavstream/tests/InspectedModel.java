package org.swavstream.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What {@code inspect} shows of the only model of a savepoint. */
record InspectedModel(
        long step, long samples, int queueFill, String ledgerDigest, String weightsDigest) {

    static InspectedModel of(String savepoint) throws IOException {
        CommandLineRun run = CommandLineRun.of("inspect", "--json", savepoint);
        if (run.failed()) {
            throw new IOException(run.err());
        }
        JsonNode model = new ObjectMapper().readTree(run.out()).at("/models/0");
        return new InspectedModel(
                model.get("step").asLong(),
                model.get("samples").asLong(),
                model.get("queue_fill").asInt(),
                model.get("ledger_digest").asText(),
                model.get("weights_digest").asText());
    }
}
