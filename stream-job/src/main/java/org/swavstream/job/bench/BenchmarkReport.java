package org.swavstream.job.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What was measured, as one line of JSON. */
public final class BenchmarkReport {

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode rows;

    /** An empty report of measurements that are made in this way. */
    public BenchmarkReport(BenchmarkScope scope) {
        root.put("repetitions", scope.repetitions());
        root.put("threads", scope.threads());
        root.put("tiny", scope.tiny());
        this.rows = root.putArray("rows");
    }

    /** Adds what a part found. */
    public void add(BenchmarkPart part, List<BenchmarkRow> found) {
        found.forEach(row -> add(part.toString(), row));
    }

    private void add(String part, BenchmarkRow row) {
        ObjectNode target =
                rows.addObject()
                        .put("part", part)
                        .put("what", row.what())
                        .put("unit", row.unit())
                        .put("ours", row.ours())
                        .put("peer", row.peer())
                        .put("peer_value", row.theirs())
                        .put("ratio", row.ratios().median())
                        .put("ratio_least", row.ratios().least())
                        .put("ratio_most", row.ratios().most())
                        .put("ratio_of", row.ratio().toString());
        if (!row.target().equals(Target.NONE)) {
            target.put("wanted", row.target().toString());
            target.put("met", row.meetsTarget());
        }
    }

    /** The line. */
    @Override
    public String toString() {
        return root.toString();
    }
}
