package org.swavstream.operators.report;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.state.serializer.VersionedSerializer;

/** The report's JSON in UTF-8, preceded by its length in bytes. */
public final class ModelReportSerializer extends VersionedSerializer<ModelReport> {

    @Override
    protected void write(ModelReport report, DataOutputView out) throws IOException {
        byte[] json = ReportJson.bytes(report);
        out.writeInt(json.length);
        out.write(json);
    }

    @Override
    protected ModelReport read(int version, DataInputView in) throws IOException {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        return ReportJson.parse(json);
    }
}
