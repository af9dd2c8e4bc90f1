package org.swavstream.operators.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.operators.evaluation.ProbeFeatures.Representation;
import org.swavstream.operators.swav.measure.FeatureMatrix;
import org.swavstream.state.serializer.VersionedSerializer;

/** Layout 1: the fields in their order; a matrix as rows, columns and big-endian floats. */
public final class ProbeFeaturesSerializer extends VersionedSerializer<ProbeFeatures> {

    @Override
    public int version() {
        return 1;
    }

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
        writeMatrix(network.features(), out);
        writeMatrix(network.scores(), out);
    }

    private static Representation readRepresentation(DataInputView in) throws IOException {
        return new Representation(in.readDouble(), readMatrix(in), readMatrix(in));
    }

    private static void writeMatrix(FeatureMatrix matrix, DataOutputView out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(matrix.values().length * Float.BYTES);
        bytes.asFloatBuffer().put(matrix.values());
        out.writeInt(matrix.rows());
        out.writeInt(matrix.columns());
        out.write(bytes.array());
    }

    private static FeatureMatrix readMatrix(DataInputView in) throws IOException {
        FeatureMatrix matrix = FeatureMatrix.zeros(in.readInt(), in.readInt());
        byte[] bytes = readBytes(in, matrix.values().length * Float.BYTES);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(matrix.values());
        return matrix;
    }

    private static byte[] readBytes(DataInputView in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
