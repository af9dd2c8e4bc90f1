package org.swavstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.swavstream.state.ledger.RecordPosition;

class ImageRecordTest {

    @Test
    void aHeaderIsTheLastOfItsNameThatHasAValue() {
        ImageRecord image =
                new ImageRecord(
                        new RecordPosition("images", 0, 0),
                        null,
                        List.of(
                                header("label", "cat"),
                                header("label", "dog"),
                                new RecordHeader("label", null),
                                new RecordHeader("uri", null)),
                        null);

        assertThat(image.header("label")).hasValue("dog");
        assertThat(image.header("uri")).isEmpty();
        assertThat(image.header("image-id")).isEmpty();
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
