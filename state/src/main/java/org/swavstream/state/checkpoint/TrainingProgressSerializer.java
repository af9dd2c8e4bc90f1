package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.state.ledger.LedgerDigest;
import org.swavstream.state.ledger.RecipeDigest;
import org.swavstream.state.serializer.StoredBytes;
import org.swavstream.state.serializer.VersionedSerializer;

/**
 * Layout 3: the fields in their order; settings as count, then key and value. Layout 2 had no
 * recipe, layout 1 no steps at ln K either.
 */
public final class TrainingProgressSerializer extends VersionedSerializer<TrainingProgress> {

    @Override
    public int version() {
        return 3;
    }

    @Override
    protected void write(TrainingProgress progress, DataOutputView out) throws IOException {
        out.writeLong(progress.step());
        out.writeLong(progress.images());
        out.writeLong(progress.skipped());
        out.writeLong(progress.seed());
        out.writeDouble(progress.firstLoss());
        out.writeDouble(progress.lastLoss());
        out.writeLong(progress.stepsAtLnK());
        out.writeUTF(progress.ledger().hex());
        out.writeUTF(progress.recipe().hex());
        out.writeInt(progress.settings().size());
        for (var setting : progress.settings().entrySet()) {
            out.writeUTF(setting.getKey());
            out.writeUTF(setting.getValue());
        }
    }

    @Override
    protected TrainingProgress read(int version, DataInputView in) throws IOException {
        return new TrainingProgress(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                version < 2 ? 0 : in.readLong(),
                new LedgerDigest(in.readUTF()),
                version < 3 ? RecipeDigest.UNKNOWN : new RecipeDigest(in.readUTF()),
                readSettings(in));
    }

    private static SortedMap<String, String> readSettings(DataInputView in) throws IOException {
        SortedMap<String, String> settings = new TreeMap<>();
        int count = StoredBytes.count(in, "settings", Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            settings.put(in.readUTF(), in.readUTF());
        }
        return settings;
    }
}
