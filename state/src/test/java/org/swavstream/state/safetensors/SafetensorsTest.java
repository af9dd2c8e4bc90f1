package org.swavstream.state.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.swavstream.state.file.FaultyStore;
import org.swavstream.state.file.UnavailableFileException;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

final class SafetensorsTest {

    private static final TensorData MATRIX =
            new TensorData(TensorSpec.of("a.weight", ElementType.F32, 1, 3), bytes(12));
    private static final TensorData COUNTER =
            new TensorData(TensorSpec.of("a.counter", ElementType.I64), bytes(8));
    private static final TensorData EMPTY =
            new TensorData(TensorSpec.of("nothing", ElementType.F64, 0, 4), bytes(0));

    @TempDir Path folder;

    @Test
    void readsWhatWasWritten() throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", "12");
        metadata.put("a name: \"ü\"", "\n");
        Path file = write(metadata, MATRIX, COUNTER, EMPTY);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).containsExactlyEntriesOf(metadata);
            assertThat(read.tensors())
                    .containsExactlyInAnyOrder(MATRIX.spec(), COUNTER.spec(), EMPTY.spec());
            for (TensorData tensor : List.of(MATRIX, COUNTER, EMPTY)) {
                TensorData found = read.read(tensor.spec().name());
                assertThat(found.spec()).isEqualTo(tensor.spec());
                assertThat(found.bytes()).isEqualTo(tensor.bytes());
            }
        }
    }

    /** As by Ctrl-C. */
    @Test
    void aJvmThatEndsLeavesNoUnfinishedFile() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(
                        java, Interrupted.class.getName(), folder.resolve("model").toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));

        assertThat(builder.start().waitFor()).isEqualTo(3);
        assertThat(folder).isEmptyDirectory();
    }

    static final class Interrupted {

        private Interrupted() {}

        public static void main(String[] arguments) throws IOException {
            try (SafetensorsWriter writer =
                    SafetensorsWriter.create(
                            Path.of(arguments[0]), Map.of(), List.of(MATRIX.spec()))) {
                writer.write(MATRIX);
                System.exit(3);
            }
        }
    }

    /** Readers in other languages map the file and want each element at a multiple of its size. */
    @Test
    void everyTensorIsAligned() throws IOException {
        byte[] file = Files.readAllBytes(write(Map.of(), MATRIX, COUNTER));
        long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(header % 8).isZero();
        assertThat(new String(file, 8, (int) header, StandardCharsets.UTF_8).strip())
                .isEqualTo(
                        """
                        {"a.counter":{"dtype":"I64","shape":[],"data_offsets":[0,8]},\
                        "a.weight":{"dtype":"F32","shape":[1,3],"data_offsets":[8,20]}}""");
    }

    @Test
    void aFileWithoutTensorsIsAFile() throws IOException {
        try (SafetensorsFile read = SafetensorsFile.open(write(Map.of()))) {
            assertThat(read.tensors()).isEmpty();
            assertThat(read.metadata()).isEmpty();
            assertThatThrownBy(() -> read.read("x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("model.safetensors' has no tensor 'x'");
        }
    }

    @Test
    void halvesAreWidened() throws IOException {
        short[] halves = {0x0000, 0x0001, 0x03ff, 0x0400, 0x3c00, (short) 0xc000, 0x7bff, 0x7c00};
        float[] values = {
            0, 0x1p-24f, 0x1p-14f - 0x1p-24f, 0x1p-14f, 1, -2, 65504, Float.POSITIVE_INFINITY
        };
        assertThat(readHalves("F16", halves)).containsExactly(values);
        assertThat(readHalves("F16", (short) 0x8000)[0]).isEqualTo(-0.0f);
        assertThat(readHalves("F16", (short) 0x7e00)[0]).isNaN();
        assertThat(readHalves("BF16", (short) 0x3f80, (short) 0xbfc0, (short) 0x7f80))
                .containsExactly(1, -1.5f, Float.POSITIVE_INFINITY);
    }

    private float[] readHalves(String dtype, short... halves) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(2 * halves.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asShortBuffer().put(halves);
        String header =
                "{'x':{'dtype':'%s','shape':[%d],'data_offsets':[0,%d]}}"
                        .formatted(dtype, halves.length, 2 * halves.length);
        try (SafetensorsFile file = SafetensorsFile.open(file(header, data.array()))) {
            TensorData read = file.read("x");
            assertThat(read.spec()).isEqualTo(TensorSpec.of("x", ElementType.F32, halves.length));
            float[] values = new float[halves.length];
            ByteBuffer.wrap(read.bytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return values;
        }
    }

    static Stream<Arguments> malformedHeaders() {
        return Stream.of(
                Arguments.of("", "does not begin with '{'"),
                Arguments.of(" {}", "does not begin with '{'"),
                Arguments.of("{'a':", "not valid JSON"),
                Arguments.of("{} {}", "not valid JSON"),
                Arguments.of("{'__metadata__':[]}", "__metadata__ is not a JSON object"),
                Arguments.of("{'__metadata__':{'step':1}}", "metadata 'step' is not a text"),
                Arguments.of("{'a':1}", "tensor 'a' has no dtype"),
                Arguments.of(tensor("a", "I32", "[1]", "[0,4]"), "tensor 'a' is of dtype I32"),
                Arguments.of(
                        "{'a':{'dtype':'F32','data_offsets':[0,4]}}", "tensor 'a' has no shape"),
                Arguments.of(tensor("a", "F32", "{}", "[0,4]"), "tensor 'a' has no shape"),
                Arguments.of(tensor("a", "F32", "[-1]", "[0,4]"), "shape has -1"),
                Arguments.of(tensor("a", "F32", "[1.5]", "[0,4]"), "shape has 1.5"),
                Arguments.of(
                        tensor("a", "F32", "[99999999999999999999]", "[0,4]"),
                        "shape has 99999999999999999999"),
                Arguments.of(
                        tensor("a", "F32", "[4294967296,4294967296]", "[0,4]"), "is too large"),
                Arguments.of(tensor("a", "F32", "[1]", "[4]"), "are not two numbers"),
                Arguments.of(tensor("a", "F32", "[2]", "[0,4]"), "give it 4 bytes"),
                Arguments.of(tensor("a", "F32", "[1]", "[8,4]"), "give it -4 bytes"),
                Arguments.of(tensor("a", "F32", "[1]", "[4,8]"), "'a' begins at byte 4"),
                Arguments.of(tensor("a", "F32", "[2]", "[0,8]"), "take 8 bytes, but 4 bytes"),
                Arguments.of("{}", "take 0 bytes, but 4 bytes"),
                Arguments.of(
                        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
                                + "'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                        "begins at byte 0 of the data, expected 4"),
                Arguments.of(
                        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
                                + "'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
                        "Duplicate field 'a'"));
    }

    private static String tensor(String name, String dtype, String shape, String offsets) {
        return "{'%s':{'dtype':'%s','shape':%s,'data_offsets':%s}}"
                .formatted(name, dtype, shape, offsets);
    }

    @ParameterizedTest
    @MethodSource("malformedHeaders")
    void whatTheFormatForbidsIsRefused(String header, String reason) throws IOException {
        requireRefused(file(header, bytes(4)), reason);
    }

    @Test
    void impossibleHeaderLengthsAreRefused() throws IOException {
        requireRefused(file(8L, bytes(7)), "a header of 8 bytes, but only 7 follow");
        requireRefused(file(100_000_001L, bytes(4)), "are not the length of a header, at most 100");
        requireRefused(file(-1L, bytes(4)), "it is no safetensors file: its first 8 bytes");
        Path tooShort = Files.write(folder.resolve("model.safetensors"), bytes(7));
        requireRefused(tooShort, "it has only 7 bytes");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none.safetensors")))
                .isInstanceOf(SafetensorsException.class)
                .hasMessage(
                        "there is no file '%s' that can be read",
                        folder.resolve("none.safetensors"));
    }

    /** The file may be as it should: whoever asks again may get it. */
    @Test
    void aFaultOfTheStoreIsNoneOfTheFile() {
        assertThatThrownBy(() -> SafetensorsFile.open(FaultyStore.busy("model.safetensors")))
                .isInstanceOf(UnavailableFileException.class)
                .hasMessage(
                        "cannot read safetensors file 'store://busy/model.safetensors': 503 Slow Down");
    }

    @Test
    void aStoreThatIsNotKnownIsRefused() {
        assertThatThrownBy(
                        () ->
                                SafetensorsFile.open(
                                        new org.apache.flink.core.fs.Path("unknown://store/model")))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageStartingWith("cannot read safetensors file 'unknown://store/model': ");
    }

    @Test
    void anUnfinishedFileNeverAppears() throws IOException {
        Path file = write(Map.of(), MATRIX);
        byte[] before = Files.readAllBytes(file);
        List<TensorSpec> specs = List.of(MATRIX.spec(), COUNTER.spec());
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), specs)) {
            writer.write(MATRIX);
            assertThatThrownBy(() -> writer.write(MATRIX))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(writer::finish).hasMessageContaining("a.counter");
        }
        assertThat(file).hasBinaryContent(before);
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void whatIsNoFileIsRefusedBeforeItIsOpened() throws Exception {
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .hasMessageStartingWith("cannot read safetensors file '" + folder)
                .hasMessageEndingWith(": it is a folder; name the file in it");
        requireRefused(pipe(), "it has only 0 bytes");
    }

    @Test
    void aSymbolicLinkStaysAndItsTargetIsWritten() throws IOException {
        Path target = folder.resolve("target");
        Path near = Files.createSymbolicLink(folder.resolve("near"), Path.of("target"));
        Path far = Files.createSymbolicLink(folder.resolve("model.safetensors"), near);
        for (int time = 0; time < 2; time++) {
            write(Map.of("time", "" + time), MATRIX);
            assertThat(far).isSymbolicLink();
            assertThat(near).isSymbolicLink();
            assertThat(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)).isTrue();
            try (SafetensorsFile read = SafetensorsFile.open(far)) {
                assertThat(read.metadata()).containsEntry("time", "" + time);
            }
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void twoWritersOfOneFileKeepApart() throws IOException {
        Path file = folder.resolve("model.safetensors");
        SafetensorsWriter first =
                SafetensorsWriter.create(file, Map.of("writer", "first"), List.of(MATRIX.spec()));
        SafetensorsWriter second =
                SafetensorsWriter.create(
                        file, Map.of("writer", "second"), List.of(COUNTER.spec(), EMPTY.spec()));
        try (first;
                second) {
            first.write(MATRIX);
            first.finish();
            requireWrittenBy(file, "first", MATRIX);
            second.write(COUNTER);
            second.write(EMPTY);
            first.close();
            second.finish();
        }
        requireWrittenBy(file, "second", COUNTER);
        assertThat(folder).isDirectoryNotContaining("glob:**.unfinished");
    }

    private static void requireWrittenBy(Path file, String writer, TensorData tensor)
            throws IOException {
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).containsEntry("writer", writer);
            assertThat(read.read(tensor.spec().name()).bytes()).isEqualTo(tensor.bytes());
        }
    }

    @Test
    void whatCannotBeWrittenIsNamedAndStaysAsItIs() throws Exception {
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        requireUnwritable(loop, "its symbolic links lead in a circle");
        requireUnwritable(folder, "it is a folder; name a file in it");
        requireUnwritable(folder.resolve("none").resolve("x"), "there is no folder " + folder);
        Path pipe = pipe();
        requireUnwritable(pipe, "it is a device or pipe; name a regular file");
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        requireUnwritable(link, "it is a device or pipe");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(link).isSymbolicLink();
    }

    /** As in /proc, whose folders say that they take files. */
    @Test
    void aFileThatCannotBeMadeIsCalledWhatAPersonCalledIt() throws IOException {
        Path longest = folder.resolve("x".repeat(250));
        requireUnwritable(longest, "File name too long");
        Path file = folder.resolve("model");
        assertThat(OutputFile.of(file).failure(new NoSuchFileException(file + ".unfinished")))
                .hasMessage("cannot write '%s': no file can be made in its folder", file);
    }

    @Test
    void aFullDiskIsThatOfTheFile() throws IOException {
        Path file = folder.resolve("model");
        assertThat(OutputFile.of(file).failure(new IOException("No space left on device")))
                .hasMessage(
                        "cannot write '%s': no space left on device; free some, or choose a file on"
                                + " another disk",
                        file);
    }

    @Test
    void aFileThatTakesNoMoreIsNamed() throws IOException {
        Path file = folder.resolve("model");
        SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), List.of(MATRIX.spec()));
        writer.close();
        assertThatThrownBy(() -> writer.write(MATRIX))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageStartingWith("cannot write '%s': ", file);
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        return pipe;
    }

    private static void requireUnwritable(Path file, String reason) {
        assertThatThrownBy(() -> SafetensorsWriter.create(file, Map.of(), List.of()))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageStartingWith("cannot write '%s': %s", file, reason);
    }

    private static void requireRefused(Path file, String reason) {
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("safetensors file '%s'", file)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    private Path write(Map<String, String> metadata, TensorData... tensors) throws IOException {
        Path file = folder.resolve("model.safetensors");
        List<TensorSpec> specs = Stream.of(tensors).map(TensorData::spec).toList();
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata, specs)) {
            for (TensorData tensor : tensors) {
                writer.write(tensor);
            }
            writer.finish();
        }
        return file;
    }

    /** A file with this header, in which ' stands for ". */
    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return file((long) json.length, concatenated(json, data));
    }

    private Path file(long headerLength, byte[] rest) throws IOException {
        byte[] prefix =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(headerLength).array();
        return Files.write(folder.resolve("model.safetensors"), concatenated(prefix, rest));
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    /** {@code count} different bytes. */
    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }
}
