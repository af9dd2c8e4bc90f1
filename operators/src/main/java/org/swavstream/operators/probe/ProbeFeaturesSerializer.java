package org.swavstream.operators.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.operators.probe.ProbeFeatures.Representation;
import org.swavstream.state.serializer.VersionedSerializer;

/** The fields in their order; arrays as their length, then big-endian elements. */
public final class ProbeFeaturesSerializer extends VersionedSerializer<ProbeFeatures> {

    @Override
    protected void write(ProbeFeatures probe, DataOutputView out) throws IOException {
        out.writeUTF(probe.model());
        out.writeLong(probe.step());
        out.writeLong(probe.images());
        out.writeInt(probe.labels().size());
        for (String label : probe.labels()) {
            out.writeUTF(label);
        }
        writeRepresentation(probe.trained(), out);
        writeRepresentation(probe.untrained(), out);
        out.writeInt(probe.pixels().length);
        out.write(probe.pixels());
    }

    @Override
    protected ProbeFeatures read(int version, DataInputView in) throws IOException {
        return new ProbeFeatures(
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                readLabels(in),
                readRepresentation(in),
                readRepresentation(in),
                readBytes(in, in.readInt()));
    }

    private static List<String> readLabels(DataInputView in) throws IOException {
        int count = in.readInt();
        List<String> labels = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            labels.add(in.readUTF());
        }
        return labels;
    }

    private static void writeRepresentation(Representation network, DataOutputView out)
            throws IOException {
        out.writeDouble(network.loss());
        writeFloats(network.features(), out);
        writeFloats(network.scores(), out);
    }

    private static Representation readRepresentation(DataInputView in) throws IOException {
        return new Representation(in.readDouble(), readFloats(in), readFloats(in));
    }

    private static void writeFloats(float[] floats, DataOutputView out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES);
        bytes.asFloatBuffer().put(floats);
        out.writeInt(floats.length);
        out.write(bytes.array());
    }

    private static float[] readFloats(DataInputView in) throws IOException {
        float[] floats = new float[in.readInt()];
        ByteBuffer.wrap(readBytes(in, floats.length * Float.BYTES)).asFloatBuffer().get(floats);
        return floats;
    }

    private static byte[] readBytes(DataInputView in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
