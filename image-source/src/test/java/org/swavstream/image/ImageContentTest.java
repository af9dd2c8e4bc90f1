package org.swavstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.image.store.UnreliableStore;
import org.swavstream.image.store.UnreliableStore.Fault;
import org.swavstream.state.file.UnavailableFileException;
import org.swavstream.state.ledger.RecordPosition;

class ImageContentTest {

    private static final byte[] CONTENT = "abc".getBytes(StandardCharsets.UTF_8);
    private static final String CONTENT_SHA256 =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir private Path folder;

    @Test
    void isTheValue() throws Exception {
        assertThat(ImageContent.of(image(CONTENT, Map.of("uri", "file:///absent"))))
                .isEqualTo(CONTENT);
    }

    @Test
    void isTheFileWhereTheValueIsEmptyOrNull() throws Exception {
        Map<String, String> headers = Map.of("uri", file().toUri().toString());

        assertThat(ImageContent.of(image(new byte[0], headers))).isEqualTo(CONTENT);
        assertThat(ImageContent.of(image(null, headers))).isEqualTo(CONTENT);
    }

    /** {@link Path#toUri} escapes them; as they are, they would end the path. */
    @Test
    void isTheFileWhoseNameHasEscapedMarks() throws Exception {
        Path marked = Files.write(folder.resolve("cat?v=3#2.jpg"), CONTENT);

        assertThat(ImageContent.of(image(null, Map.of("uri", marked.toUri().toString()))))
                .isEqualTo(CONTENT);
    }

    @Test
    void acceptsTheRightSha256InEitherCase() throws Exception {
        String upper = CONTENT_SHA256.toUpperCase(Locale.ROOT);

        assertThat(ImageContent.of(image(CONTENT, Map.of("sha256", CONTENT_SHA256))))
                .isEqualTo(CONTENT);
        assertThat(ImageContent.of(image(CONTENT, Map.of("sha256", upper)))).isEqualTo(CONTENT);
    }

    @Test
    void refusesAnotherSha256OfValueAndFile() throws Exception {
        String reason = "sha256 is " + CONTENT_SHA256 + ", header says 2a";
        Map<String, String> fetched = Map.of("sha256", "2a", "uri", file().toUri().toString());

        assertUnusable(image(CONTENT, Map.of("sha256", "2a")), reason);
        assertUnusable(image(null, fetched), reason);
    }

    @Test
    void refusesARecordWithNothing() {
        assertUnusable(image(null, Map.of()), "empty value and no uri header");
    }

    @Test
    void saysWhyAFileCannotBeFetched() throws Exception {
        String absent = folder.resolve("absent.jpg").toUri().toString();

        assertUnusable(
                image(null, Map.of("uri", absent)), "cannot fetch " + absent + ": No such file");
        assertUnusable(image(null, Map.of("uri", folder.toUri().toString())), "it is a folder");
        assertUnusable(in(Fault.NO_SUCH_FILE), ": No such file");
        assertUnusable(in(Fault.GONE), ": No such file");
    }

    /** A pipe would be waited for, and a device such as {@code /dev/zero} read without an end. */
    @Test
    void refusesAnEmptyFileAndADevice() throws Exception {
        String empty = Files.createFile(folder.resolve("empty.jpg")).toUri().toString();
        String reason = ": it is empty, or no regular file";

        assertUnusable(image(null, Map.of("uri", empty)), empty + reason);
        assertUnusable(image(null, Map.of("uri", "file:///dev/zero")), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b|c",
                "",
                "file:image.jpg",
                "mailto:someone",
                "file://host/a.jpg",
                "s3:///cat.jpg",
                "gs:///cat.jpg",
                "s3://bucket/cat.jpg?versionId=3",
                "s3://bucket/cat#2.jpg"
            })
    void refusesAMalformedUri(String uri) {
        assertUnusable(image(null, Map.of("uri", uri)), "cannot fetch " + uri + ": ");
    }

    /** A dead letter of each image that is read meanwhile would lose them for good. */
    @ParameterizedTest
    @EnumSource(names = {"BUSY", "CONFUSED", "TOO_MANY_OPEN_FILES", "CUT"})
    void aStoreThatFailsMakesNoImageUnusable(Fault fault) throws Exception {
        ImageRecord image = in(fault);

        assertThatThrownBy(() -> ImageContent.of(image))
                .isInstanceOf(UnavailableFileException.class)
                .hasMessageStartingWith("cannot fetch unreliable://" + fault + "/");
    }

    @Test
    void aStoreThatIsBackHasTheImage() throws Exception {
        ImageRecord image = in(Fault.BUSY_ONCE);

        assertThatThrownBy(() -> ImageContent.of(image)).hasMessageContaining("503 Slow Down");
        assertThat(ImageContent.of(image)).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host/a.jpg", "gopher://host/a.jpg", "S4://bucket/a.jpg"})
    void refusesASchemeThatNothingCanRead(String uri) {
        assertUnusable(image(null, Map.of("uri", uri)), "there is no file system for the scheme '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "hdfs", "webhdfs", "ofs", "adl"})
    void aMissingFileSystemIsNoFaultOfTheImage(String scheme) {
        String uri = scheme + "://bucket/a.jpg";

        assertThatThrownBy(() -> ImageContent.of(image(null, Map.of("uri", uri))))
                .isInstanceOf(UnavailableFileException.class)
                .hasMessageContaining("no file system for the scheme '%s' of %s", scheme, uri)
                .hasMessageContaining("install Flink's plugin for it");
    }

    @Test
    void aMissingDefaultFileSystemIsNoFaultOfTheImage() {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_FILESYSTEM_SCHEME, "s3://bucket");
        FileSystem.initialize(configuration, null);
        try {
            assertThatThrownBy(() -> ImageContent.of(image(null, Map.of("uri", "/a.jpg"))))
                    .isInstanceOf(UnavailableFileException.class)
                    .hasMessageContaining("no file system for the scheme 's3' of /a.jpg");
        } finally {
            FileSystem.initialize(new Configuration(), null);
        }
    }

    @Test
    void refusesAFileOverTheLimitAndTakesOneAtIt() throws Exception {
        ImageRecord image = image(null, Map.of("uri", file().toUri().toString()));

        assertThat(ImageContent.of(image, new MemorySize(3))).isEqualTo(CONTENT);
        assertThatThrownBy(() -> ImageContent.of(image, new MemorySize(2)))
                .isInstanceOf(UnusableImageException.class)
                .hasMessageEndingWith("3 bytes are more than the limit of 2");
    }

    private ImageRecord in(Fault fault) throws IOException {
        return image(null, Map.of("uri", UnreliableStore.uri(fault, file())));
    }

    private Path file() throws IOException {
        return Files.write(folder.resolve("image.bin"), CONTENT);
    }

    private static ImageRecord image(byte[] value, Map<String, String> headers) {
        List<RecordHeader> all = new ArrayList<>();
        headers.forEach(
                (name, text) ->
                        all.add(new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8))));
        return new ImageRecord(new RecordPosition("images", 0, 0), null, all, value);
    }

    private static void assertUnusable(ImageRecord image, String reason) {
        assertThatThrownBy(() -> ImageContent.of(image))
                .isInstanceOf(UnusableImageException.class)
                .hasMessageContaining(reason);
    }
}
