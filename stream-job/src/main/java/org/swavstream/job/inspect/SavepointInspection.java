package org.swavstream.job.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.swavstream.image.kafka.SourcePosition;
import org.swavstream.state.savepoint.Savepoint;

/**
 * What a savepoint or checkpoint holds.
 *
 * @param path its folder
 * @param checkpoint Flink's number of the checkpoint; savepoints are counted with them
 * @param bytes size of all its state
 * @param metadataVersion version of the layout of Flink's metadata
 * @param stateLayouts versions of the layouts of the trainer's values, by state
 * @param sourceOffsets where the source goes on, for each partition
 * @param models its models, by key
 */
public record SavepointInspection(
        String path,
        long checkpoint,
        long bytes,
        int metadataVersion,
        Map<String, Integer> stateLayouts,
        List<SourcePosition> sourceOffsets,
        List<ModelInspection> models) {

    /**
     * Looks at all of a savepoint.
     *
     * @throws org.swavstream.state.savepoint.SavepointException if something of it is damaged
     */
    public static SavepointInspection of(Savepoint savepoint) throws IOException {
        List<ModelInspection> models = new ArrayList<>();
        for (String model : savepoint.models()) {
            models.add(ModelInspection.of(savepoint.model(model)));
        }
        return new SavepointInspection(
                savepoint.path(),
                savepoint.checkpoint(),
                savepoint.bytes(),
                savepoint.metadataVersion(),
                savepoint.layouts(),
                sourceOffsets(savepoint),
                models);
    }

    static List<SourcePosition> sourceOffsets(Savepoint savepoint) throws IOException {
        return SourcePosition.of(savepoint.listState(SourcePosition.STATE));
    }
}
