package org.swavstream.tests;

import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.job.SwavTopology;

/** The operators of the job, in the graph that Flink executes. */
final class OperatorUidsTest {

    @TempDir private Path folder;

    @Test
    void uidsNeverChange() throws Exception {
        StreamJob job = new StreamJob("localhost:9092", "images", folder);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(job.configuration());
        SwavTopology.define(env, job.configuration());
        GoldenNames.requireUids(
                env.getStreamGraph(false).getStreamNodes().stream()
                        .map(StreamNode::getTransformationUID)
                        .toList());
    }
}
