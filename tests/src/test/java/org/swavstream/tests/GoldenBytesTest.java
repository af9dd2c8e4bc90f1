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
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.swavstream.image.DeadLetterSerializer;
import org.swavstream.image.ImageRecordSerializer;
import org.swavstream.image.kafka.MetricRecordSerializer;
import org.swavstream.operators.probe.ProbeFeaturesSerializer;
import org.swavstream.operators.report.ModelReportSerializer;
import org.swavstream.operators.sample.SequencedSampleSerializer;
import org.swavstream.state.serializer.SerializedBytes;
import org.swavstream.state.serializer.VersionedSerializer;

/** Every serializer of what is stored reads the committed bytes of every layout that it wrote. */
@AnalyzeClasses(packages = "org.swavstream", importOptions = DoNotIncludeTests.class)
final class GoldenBytesTest {

    private static final List<String> MODULES = List.of("state", "operators");

    /** Their values go from one task to another of the same build, and are in no checkpoint. */
    private static final Set<Class<?>> NEVER_STORED =
            Set.of(
                    ImageRecordSerializer.class,
                    DeadLetterSerializer.class,
                    MetricRecordSerializer.class,
                    SequencedSampleSerializer.class,
                    ProbeFeaturesSerializer.class,
                    ModelReportSerializer.class);

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

    @ArchTest
    static void whatIsNeverStoredIsInNoState(JavaClasses product) throws IOException {
        assertThat(Files.readString(Path.of("src", "test", "resources", "names", "states.txt")))
                .doesNotContain(NEVER_STORED.stream().map(Class::getSimpleName).toList());
    }

    private static List<VersionedSerializer<?>> serializers(JavaClasses product) {
        List<VersionedSerializer<?>> serializers = new ArrayList<>();
        for (JavaClass type : product) {
            if (type.isAssignableTo(VersionedSerializer.class)
                    && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                    && !NEVER_STORED.contains(type.reflect())) {
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
