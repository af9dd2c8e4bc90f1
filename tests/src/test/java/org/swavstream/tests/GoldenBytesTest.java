package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.swavstream.state.serializer.SerializedBytes;
import org.swavstream.state.serializer.VersionedSerializer;

/** Every serializer of the product reads the committed bytes of every layout that it ever wrote. */
@AnalyzeClasses(packages = "org.swavstream", importOptions = DoNotIncludeTests.class)
final class GoldenBytesTest {

    private static final List<String> MODULES = List.of("state", "image-source", "operators");

    @ArchTest
    static void everyLayoutHasGoldenBytesThatAreRead(JavaClasses product) throws IOException {
        for (VersionedSerializer<?> serializer : serializers(product)) {
            for (int version = 1; version <= serializer.version(); version++) {
                byte[] golden = Files.readAllBytes(golden(serializer, version));
                assertThat(golden[0]).isEqualTo((byte) version);
                assertThat(SerializedBytes.readAll(serializer, golden)).isNotEmpty();
            }
        }
    }

    @ArchTest
    static void theNewestLayoutIsWrittenAsItWas(JavaClasses product) throws IOException {
        for (VersionedSerializer<?> serializer : serializers(product)) {
            byte[] golden = Files.readAllBytes(golden(serializer, serializer.version()));
            assertThat(rewritten(serializer, golden))
                    .as(
                            "%s writes another layout than before under the same version: savepoints"
                                    + " that exist could not be read; raise version() and keep"
                                    + " reading the old one",
                            serializer.getClass().getSimpleName())
                    .isEqualTo(golden);
        }
    }

    @ArchTest
    static void noGoldenBytesAreLeftWithoutASerializer(JavaClasses product) throws IOException {
        List<String> expected =
                serializers(product).stream().flatMap(GoldenBytesTest::files).toList();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.list(folder(module))) {
                assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(expected);
            }
        }
    }

    private static List<VersionedSerializer<?>> serializers(JavaClasses product) {
        List<VersionedSerializer<?>> serializers = new ArrayList<>();
        for (JavaClass type : product) {
            if (type.isAssignableTo(VersionedSerializer.class)
                    && !type.getModifiers().contains(JavaModifier.ABSTRACT)) {
                serializers.add(
                        (VersionedSerializer<?>) InstantiationUtil.instantiate(type.reflect()));
            }
        }
        assertThat(serializers).isNotEmpty();
        return serializers;
    }

    private static <T> byte[] rewritten(VersionedSerializer<T> serializer, byte[] golden)
            throws IOException {
        return SerializedBytes.writeAll(serializer, SerializedBytes.readAll(serializer, golden));
    }

    private static Path golden(VersionedSerializer<?> serializer, int version) {
        return MODULES.stream()
                .map(module -> folder(module).resolve(file(serializer, version)))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        ("%s has no golden bytes of layout %d: commit what it writes as"
                                                        + " src/test/resources/serializer/%s, with a"
                                                        + " test that reads it")
                                                .formatted(
                                                        serializer.getClass().getSimpleName(),
                                                        version,
                                                        file(serializer, version))));
    }

    private static Path folder(String module) {
        return Path.of("..", module, "src", "test", "resources", "serializer");
    }

    private static Stream<String> files(VersionedSerializer<?> serializer) {
        return IntStream.rangeClosed(1, serializer.version())
                .mapToObj(version -> file(serializer, version));
    }

    /** {@code queue-index-1.bin} for layout 1 of the {@code QueueIndexSerializer}. */
    private static String file(VersionedSerializer<?> serializer, int version) {
        String type = serializer.getClass().getSimpleName().replace("Serializer", "");
        String name = type.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return "%s-%d.bin".formatted(name, version);
    }
}
