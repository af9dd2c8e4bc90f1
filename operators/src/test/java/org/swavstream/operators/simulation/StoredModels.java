package org.swavstream.operators.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.PreparedSampleSerializer;
import org.swavstream.state.checkpoint.ModelStreamReader;
import org.swavstream.state.checkpoint.ModelStreamWriter;
import org.swavstream.state.checkpoint.StoredTensors;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSource;
import org.swavstream.state.tensor.TensorSpec;

/** The models in the raw keyed state of the trainers. */
record StoredModels(SortedMap<Integer, List<Model>> byKeyGroup) {

    private static final PreparedSampleSerializer SAMPLES = new PreparedSampleSerializer();

    /** One model. */
    private record Model(
            String key,
            SortedMap<Long, PreparedSample> pending,
            Tensors weights,
            Tensors momentum,
            Tensors prototypes) {}

    /** Tensors of one kind. */
    private record Tensors(List<TensorData> all) implements TensorSource {

        @Override
        public List<TensorSpec> specs() {
            return all.stream().map(TensorData::spec).toList();
        }

        @Override
        public <E extends Exception> void read(TensorSpec spec, PieceReader<E> reader) throws E {
            byte[] bytes = all.get(specs().indexOf(spec)).bytes();
            reader.piece(bytes, bytes.length);
        }
    }

    static StoredModels in(List<OperatorSubtaskState> snapshot) throws IOException {
        StoredModels models = new StoredModels(new TreeMap<>());
        for (OperatorSubtaskState subtask : snapshot) {
            for (KeyedStateHandle handle : subtask.getRawKeyedState()) {
                models.addAll((KeyGroupsStateHandle) handle);
            }
        }
        return models;
    }

    private void addAll(KeyGroupsStateHandle handle) throws IOException {
        try (FSDataInputStream in = handle.openInputStream()) {
            for (Tuple2<Integer, Long> group : handle.getGroupRangeOffsets()) {
                if (group.f1 != KeyedStateCheckpointOutputStream.NO_OFFSET_SET) {
                    in.seek(group.f1);
                    byKeyGroup.put(group.f0, read(new ModelStreamReader(in)));
                }
            }
        }
    }

    private static List<Model> read(ModelStreamReader stored) throws IOException {
        List<Model> models = new ArrayList<>();
        while (stored.hasNext()) {
            models.add(
                    new Model(
                            stored.next(),
                            stored.pending(SAMPLES),
                            read(stored.weights()),
                            read(stored.momentum()),
                            read(stored.prototypes())));
        }
        return models;
    }

    private static Tensors read(StoredTensors stored) throws IOException {
        List<TensorData> tensors = new ArrayList<>();
        for (TensorSpec spec : stored.specs()) {
            tensors.add(stored.read(spec));
        }
        return new Tensors(tensors);
    }

    /** The bytes of all models by key group. */
    SortedMap<String, String> dump() throws IOException {
        SortedMap<String, String> dump = new TreeMap<>();
        for (var group : byKeyGroup.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(group.getValue(), bytes);
            dump.put(
                    "models of key group " + group.getKey(),
                    HexFormat.of().formatHex(bytes.toByteArray()));
        }
        return dump;
    }

    /**
     * The state of a subtask, read and written again.
     *
     * @param withPending whether the samples that wait for their step are in it
     */
    static KeyedStateHandle rewritten(KeyedStateHandle subtask, boolean withPending)
            throws IOException {
        KeyGroupsStateHandle handle = (KeyGroupsStateHandle) subtask;
        StoredModels models = new StoredModels(new TreeMap<>());
        models.addAll(handle);
        if (!withPending) {
            models.clearPending();
        }
        var offsets = handle.getGroupRangeOffsets();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (var group : models.byKeyGroup.entrySet()) {
            offsets.setKeyGroupOffset(group.getKey(), bytes.size());
            write(group.getValue(), bytes);
        }
        return new KeyGroupsStateHandle(
                offsets, new ByteStreamStateHandle("rewritten", bytes.toByteArray()));
    }

    private void clearPending() {
        byKeyGroup.values().forEach(all -> all.forEach(model -> model.pending().clear()));
    }

    private static void write(List<Model> models, ByteArrayOutputStream out) throws IOException {
        var writer = new ModelStreamWriter<>(out, models.size(), SAMPLES);
        for (Model model : models) {
            writer.add(
                    model.key(),
                    model.pending(),
                    model.weights(),
                    model.momentum(),
                    model.prototypes());
        }
    }
}
