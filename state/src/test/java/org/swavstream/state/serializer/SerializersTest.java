package org.swavstream.state.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.state.checkpoint.HeldOutImage;
import org.swavstream.state.checkpoint.HeldOutImageSerializer;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueIndexSerializer;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.checkpoint.TrainingProgressSerializer;
import org.swavstream.state.digest.Sha256;
import org.swavstream.state.ledger.LedgerDigest;
import org.swavstream.state.ledger.RecipeDigest;
import org.swavstream.state.ledger.RecordPosition;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorSpec;
import org.swavstream.state.tensor.TensorTable;
import org.swavstream.state.tensor.TensorTableSerializer;

public final class SerializersTest {

    /** Digest of a model before its first step. */
    private static final String FIRST = Sha256.hex(new byte[1]);

    static Stream<Arguments> values() {
        TrainingProgress start =
                TrainingProgress.start(31, new TreeMap<>(Map.of("model.trunk", "resnet18")), FIRST);
        return Stream.of(
                Arguments.of(new TrainingProgressSerializer(), start),
                Arguments.of(
                        new TrainingProgressSerializer(),
                        start.advance(
                                250,
                                6,
                                3.25,
                                17,
                                LedgerDigest.EMPTY.append(new RecordPosition("images", 1, 2)))),
                Arguments.of(new QueueIndexSerializer(), new QueueIndex(2, 512, 64, 1000)),
                Arguments.of(new TensorTableSerializer(), table()));
    }

    private static TensorTable table() {
        return new TensorTable(
                List.of(
                        TensorSpec.of("conv1.weight", ElementType.F32, 64, 3, 7, 7),
                        TensorSpec.of("bn1.num_batches_tracked", ElementType.I64)));
    }

    /** After 3 steps with losses from 2.5 to 1.5. */
    private static TrainingProgress progress(long stepsAtLnK, RecipeDigest recipe) {
        return new TrainingProgress(
                3,
                750,
                18,
                31,
                2.5,
                1.5,
                stepsAtLnK,
                LedgerDigest.EMPTY.append(new RecordPosition("images", 1, 2)),
                recipe,
                new TreeMap<>(Map.of("model.trunk", "resnet18")));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void readsWhatItWrote(VersionedSerializer<T> serializer, T value) throws IOException {
        assertThat(serializer.deserialize(in(bytes(serializer, value)))).isEqualTo(value);
    }

    @Test
    void heldOutImagesKeepLabelAndPixels() throws IOException {
        HeldOutImageSerializer serializer = new HeldOutImageSerializer();
        HeldOutImage image =
                serializer.deserialize(
                        in(bytes(serializer, new HeldOutImage("shoe", new byte[] {1, 2}))));
        assertThat(image.label()).isEqualTo("shoe");
        assertThat(image.pixels()).containsExactly(1, 2);
    }

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of(
                        new TrainingProgressSerializer(),
                        1,
                        "training-progress",
                        progress(0, RecipeDigest.UNKNOWN)),
                Arguments.of(
                        new TrainingProgressSerializer(),
                        2,
                        "training-progress",
                        progress(17, RecipeDigest.UNKNOWN)),
                Arguments.of(
                        new TrainingProgressSerializer(),
                        3,
                        "training-progress",
                        progress(17, new RecipeDigest(FIRST))),
                Arguments.of(
                        new QueueIndexSerializer(),
                        1,
                        "queue-index",
                        new QueueIndex(2, 3840, 128, 5_000_000_000L)),
                Arguments.of(new TensorTableSerializer(), 1, "tensor-table", table()),
                Arguments.of(
                        new HeldOutImageSerializer(),
                        1,
                        "held-out-image",
                        new HeldOutImage("Bürste", new byte[] {0, -1, 127})));
    }

    /** Layout 2 of the progress has no recipe, layout 1 no steps at ln K either. */
    @ParameterizedTest
    @MethodSource("layouts")
    <T> void everyLayoutThatWasEverWrittenIsRead(
            VersionedSerializer<T> serializer, int version, String name, T value)
            throws IOException {
        T read = SerializedBytes.read(serializer, SerializedBytes.released(name, version));
        assertThat(read).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void aLayoutOfANewerReleaseIsRefused() throws IOException {
        byte[] bytes = bytes(new QueueIndexSerializer(), new QueueIndex(1, 1, 1, 0));
        bytes[0] = 2;
        assertThatThrownBy(() -> new QueueIndexSerializer().deserialize(in(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("layout version 2; this build knows 1 to 1");
    }

    /** Damage is refused; an error of memory would let the job restart again and again. */
    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aNumberThatIsDamagedIsRefused(int number) throws IOException {
        byte[] table = bytes(new TensorTableSerializer(), table());
        int rank = 1 + 4 + 2 + "conv1.weight".length() + 2 + "F32".length();
        requireDamaged(new TensorTableSerializer(), table, 1, number);
        requireDamaged(new TensorTableSerializer(), table, rank, number);
        requireDamaged(
                new TensorTableSerializer(),
                table,
                rank + 4,
                number); // of the first dimension: beyond what can be counted
        byte[] image =
                bytes(new HeldOutImageSerializer(), new HeldOutImage("shoe", new byte[] {1, 2}));
        requireDamaged(new HeldOutImageSerializer(), image, 1 + 2 + "shoe".length(), number);
        byte[] progress =
                bytes(new TrainingProgressSerializer(), progress(0, RecipeDigest.UNKNOWN));
        int settings = progress.length - 4 - 2 - "model.trunk".length() - 2 - "resnet18".length();
        requireDamaged(new TrainingProgressSerializer(), progress, settings, number);
    }

    private static void requireDamaged(
            VersionedSerializer<?> serializer, byte[] whole, int at, int number) {
        byte[] damaged = whole.clone();
        ByteBuffer.wrap(damaged).putInt(at, number);
        assertThatThrownBy(() -> serializer.deserialize(in(damaged)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aSnapshotRestoresItsSerializer() throws IOException {
        assertThat(stored(new QueueIndexSerializer()).restoreSerializer())
                .isEqualTo(new QueueIndexSerializer());
    }

    @Test
    void stateOfAnOlderLayoutIsReadAsItIs() throws IOException {
        assertThat(
                        new TextSerializer(2)
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(stored(new TextSerializer(1)))
                                .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void stateOfANewerLayoutIsIncompatible() throws IOException {
        TypeSerializerSnapshot<String> current = new TextSerializer(1).snapshotConfiguration();
        assertThat(
                        current.resolveSchemaCompatibility(stored(new TextSerializer(2)))
                                .isIncompatible())
                .isTrue();
    }

    private static <T> byte[] bytes(VersionedSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static DataInputView in(byte[] bytes) {
        return new DataInputDeserializer(bytes);
    }

    /** The serializer's snapshot after a way through a savepoint. */
    private static <T> TypeSerializerSnapshot<T> stored(VersionedSerializer<T> serializer)
            throws IOException {
        TypeSerializerSnapshot<T> snapshot = serializer.snapshotConfiguration();
        DataOutputSerializer out = new DataOutputSerializer(64);
        snapshot.writeSnapshot(out);
        TypeSerializerSnapshot<T> restored = new VersionedSerializerSnapshot<>();
        restored.readSnapshot(
                snapshot.getCurrentVersion(),
                in(out.getCopyOfBuffer()),
                SerializersTest.class.getClassLoader());
        return restored;
    }

    /** Text in a layout whose version the test chooses. */
    public static final class TextSerializer extends VersionedSerializer<String> {

        private static final long serialVersionUID = 1L;

        private final int version;

        public TextSerializer() {
            this(1);
        }

        public TextSerializer(int version) {
            this.version = version;
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        protected void write(String value, DataOutputView out) throws IOException {
            out.writeUTF(value);
        }

        @Override
        protected String read(int version, DataInputView in) throws IOException {
            return in.readUTF();
        }
    }
}
