package org.swavstream.state.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.local.LocalDataInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.state.tensor.Block;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSource;
import org.swavstream.state.tensor.TensorSpec;

final class ModelStreamTest {

    private static final int PIECE = 100_000;

    /** Where the size of the first model's samples is. */
    private static final int SIZE = 1 + 4 + 2 + "cats".length();

    /** A tensor over three blocks, one that ends with a block, and a scalar. */
    private static final List<TensorData> WEIGHTS =
            List.of(
                    tensor("conv.weight", 2 * Block.MAX_PAYLOAD / Float.BYTES + 5),
                    tensor("fc.weight", Block.MAX_PAYLOAD / Float.BYTES - 5),
                    new TensorData(TensorSpec.of("batches", ElementType.I64), new byte[8]));

    private static final List<TensorData> MOMENTUM = List.of(tensor("conv.weight", 7));
    private static final List<TensorData> PROTOTYPES = List.of(tensor("prototypes.weight", 12));

    @TempDir private Path folder;

    @Test
    void modelsAreReadInTheOrderInWhichTheyWereWritten() throws IOException {
        ModelStreamReader reader = new ModelStreamReader(new ByteArrayInputStream(written()));
        for (String model : List.of("cats", "dogs")) {
            assertThat(reader.hasNext()).isTrue();
            assertThat(reader.next()).isEqualTo(model);
            assertThat(reader.pending(StringSerializer.INSTANCE)).isEqualTo(pending(model));
            requireEqual(all(reader.weights()), WEIGHTS);
            requireEqual(all(reader.momentum()), MOMENTUM);
            requireEqual(all(reader.prototypes()), PROTOTYPES);
        }
        assertThat(reader.hasNext()).isFalse();
    }

    @Test
    void anyTensorIsReadFromAFileAlone() throws IOException {
        Path file = Files.write(folder.resolve("models"), written());
        try (FSDataInputStream in = new LocalDataInputStream(file.toFile())) {
            var models = ModelStreamReader.locate(in);
            assertThat(models).containsOnlyKeys("cats", "dogs");
            requireEqual(all(models.get("dogs").prototypes()), PROTOTYPES);
            StoredTensors weights = models.get("cats").weights();
            for (int last = WEIGHTS.size() - 1; last >= 0; last--) {
                TensorData expected = WEIGHTS.get(last);
                requireEqual(List.of(weights.read(expected.spec())), List.of(expected));
            }
        }
    }

    @Test
    void aBlockThatIsDamagedIsNamedWithItsTensors() throws IOException {
        byte[] damaged = written();
        damaged[Block.MAX_PAYLOAD + Block.MAX_PAYLOAD / 2] ^= 1;
        ModelStreamReader reader = new ModelStreamReader(new ByteArrayInputStream(damaged));
        StoredTensors weights = weightsOfTheFirst(reader);
        assertThatThrownBy(() -> all(weights))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("block 1 of state 'weights' (conv.weight) is damaged");
    }

    @Test
    void everyTensorOfADamagedBlockIsRefused() throws IOException {
        byte[] damaged = written();
        damaged[2 * Block.MAX_PAYLOAD + Block.MAX_PAYLOAD / 2] ^= 1;
        Path file = Files.write(folder.resolve("models"), damaged);
        try (FSDataInputStream in = new LocalDataInputStream(file.toFile())) {
            StoredTensors weights = ModelStreamReader.locate(in).get("cats").weights();
            for (TensorData inside : WEIGHTS.subList(0, 2)) {
                assertThatThrownBy(() -> weights.read(inside.spec()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("block 2 of state 'weights'");
            }
        }
    }

    @Test
    void aBlockThatIsCutOffIsNamedWithItsTensors() throws IOException {
        byte[] whole = written();
        byte[] cut = Arrays.copyOf(whole, 3 * Block.MAX_PAYLOAD);
        ModelStreamReader reader = new ModelStreamReader(new ByteArrayInputStream(cut));
        StoredTensors weights = weightsOfTheFirst(reader);
        assertThatThrownBy(() -> all(weights))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("block 2 of state 'weights' (conv.weight to fc.weight)")
                .hasMessageContaining("is missing");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, 20})
    void aFileThatIsCutOffBeforeTheTensorsSaysSo(int length) throws IOException {
        ByteArrayInputStream cut = new ByteArrayInputStream(Arrays.copyOf(written(), length));
        assertThatThrownBy(
                        () -> {
                            ModelStreamReader reader = new ModelStreamReader(cut);
                            reader.next();
                            reader.pending(StringSerializer.INSTANCE);
                        })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the file is truncated");
    }

    @Test
    void aNumberOfModelsThatIsDamagedIsRefused() throws IOException {
        byte[] damaged = written();
        damaged[1] |= (byte) 0x80;
        ByteArrayInputStream in = new ByteArrayInputStream(damaged);
        assertThatThrownBy(() -> new ModelStreamReader(in))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("-2147483646 models");
    }

    /** Its size is known from the table alone, which has no checksum. */
    @Test
    void aTensorThatIsLargerThanTheFileIsRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] damaged = written();
        int dimension = beginOfWeights(damaged) + 1 + 4 + 2 + "conv.weight".length();
        dimension += 2 + "F32".length() + 4;
        ByteBuffer.wrap(damaged).putLong(dimension, (Integer.MAX_VALUE - 8) / Float.BYTES);
        ModelStreamReader reader = new ModelStreamReader(new ByteArrayInputStream(damaged));
        StoredTensors weights = weightsOfTheFirst(reader);
        assertThatThrownBy(() -> all(weights)).isInstanceOf(IOException.class);
    }

    @Test
    void aSampleThatIsDamagedIsRefused() throws IOException {
        byte[] damaged = written();
        damaged[beginOfWeights(damaged) - Integer.BYTES - 1] ^= 1;
        ModelStreamReader reader = new ModelStreamReader(new ByteArrayInputStream(damaged));
        reader.next();
        assertThatThrownBy(() -> reader.pending(StringSerializer.INSTANCE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state 'pending' is damaged: its checksum is");
    }

    /** The size that lets {@code inspect} find the tensors has no checksum. */
    @ParameterizedTest
    @ValueSource(longs = {1, 16, 1L << 40, Long.MIN_VALUE})
    void aSizeOfTheSamplesThatIsDamagedIsRefused(long bit) throws IOException {
        ByteBuffer damaged = ByteBuffer.wrap(written());
        damaged.putLong(SIZE, damaged.getLong(SIZE) ^ bit);
        ModelStreamReader reader = new ModelStreamReader(new ByteArrayInputStream(damaged.array()));
        reader.next();
        assertThatThrownBy(() -> reader.pending(StringSerializer.INSTANCE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state 'pending' is damaged: what is in it does not end");
    }

    /** Its length is believed before there is a checksum: the tensors must not fill its array. */
    @Test
    void aSampleThatIsDamagedIsNotReadIntoTheTensors() throws IOException {
        HeldOutImage image = new HeldOutImage("shoe", new byte[100]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ModelStreamWriter<>(out, 1, new HeldOutImageSerializer())
                .add(
                        "cats",
                        new TreeMap<>(Map.of(7L, image)),
                        source(WEIGHTS),
                        source(MOMENTUM),
                        source(PROTOTYPES));
        byte[] damaged = out.toByteArray();
        int tensors = beginOfWeights(damaged);
        damaged[tensors - Integer.BYTES - image.pixels().length - Integer.BYTES] ^= 1 << 4;
        ByteArrayInputStream in = new ByteArrayInputStream(damaged);
        ModelStreamReader reader = new ModelStreamReader(in);
        reader.next();
        assertThatThrownBy(() -> reader.pending(new HeldOutImageSerializer()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state 'pending' is damaged: what is in it does not end");
        assertThat(in.available()).isGreaterThanOrEqualTo(damaged.length - tensors);
    }

    @Test
    void anotherLayoutIsRefused() throws IOException {
        byte[] newer = written();
        newer[0]++;
        ByteArrayInputStream in = new ByteArrayInputStream(newer);
        assertThatThrownBy(() -> new ModelStreamReader(in))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("have layout version 3, this build knows 2");
    }

    private static StoredTensors weightsOfTheFirst(ModelStreamReader reader) throws IOException {
        reader.next();
        reader.pending(StringSerializer.INSTANCE);
        return reader.weights();
    }

    /** In the first model. */
    private static int beginOfWeights(byte[] written) {
        long size = ByteBuffer.wrap(written).getLong(SIZE);
        return Math.toIntExact(SIZE + Long.BYTES + size + Integer.BYTES);
    }

    private static List<TensorData> all(StoredTensors stored) throws IOException {
        List<TensorData> tensors = new ArrayList<>();
        for (TensorSpec spec : stored.specs()) {
            tensors.add(stored.read(spec));
        }
        return tensors;
    }

    private static byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        var writer = new ModelStreamWriter<>(out, 2, StringSerializer.INSTANCE);
        for (String model : List.of("cats", "dogs")) {
            writer.add(
                    model, pending(model), source(WEIGHTS), source(MOMENTUM), source(PROTOTYPES));
        }
        return out.toByteArray();
    }

    private static SortedMap<Long, String> pending(String model) {
        return new TreeMap<>(Map.of(7L, "the first of " + model, 9L, "the third"));
    }

    private static TensorData tensor(String name, int floats) {
        byte[] bytes = new byte[floats * Float.BYTES];
        new Random(floats).nextBytes(bytes);
        return new TensorData(TensorSpec.of(name, ElementType.F32, floats), bytes);
    }

    private static TensorSource source(List<TensorData> tensors) {
        return new TensorSource() {

            @Override
            public List<TensorSpec> specs() {
                return ModelStreamTest.specs(tensors);
            }

            @Override
            public <E extends Exception> void read(TensorSpec spec, PieceReader<E> reader)
                    throws E {
                byte[] bytes = tensors.get(specs().indexOf(spec)).bytes();
                for (int from = 0; from < bytes.length; from += PIECE) {
                    int to = Math.min(bytes.length, from + PIECE);
                    reader.piece(Arrays.copyOfRange(bytes, from, to), to - from);
                }
            }
        };
    }

    private static void requireEqual(List<TensorData> found, List<TensorData> expected) {
        assertThat(found).extracting(TensorData::spec).isEqualTo(specs(expected));
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Arrays.equals(found.get(i).bytes(), expected.get(i).bytes()))
                    .as("%s", expected.get(i).spec())
                    .isTrue();
        }
    }

    private static List<TensorSpec> specs(List<TensorData> tensors) {
        return tensors.stream().map(TensorData::spec).toList();
    }
}
