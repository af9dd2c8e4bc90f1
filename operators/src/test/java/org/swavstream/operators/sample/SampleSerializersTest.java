package org.swavstream.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.swavstream.image.ImageRecord;
import org.swavstream.operators.sample.PreparedSample.HeldOut;
import org.swavstream.operators.sample.PreparedSample.Skip;
import org.swavstream.operators.sample.PreparedSample.Views;
import org.swavstream.state.ledger.RecordPosition;
import org.swavstream.state.serializer.VersionedSerializer;

final class SampleSerializersTest {

    private static final RecordPosition POSITION = new RecordPosition("images", 3, 4_000_000_000L);
    private static final byte[] BYTES = {0, -1, 127, -128};

    @Test
    void viewsKeepAllFields() throws IOException {
        Views views = (Views) roundTrip(new Views("cats", 5_000_000_000L, POSITION, BYTES));
        assertThat(views.model()).isEqualTo("cats");
        assertThat(views.sequence()).isEqualTo(5_000_000_000L);
        assertThat(views.position()).isEqualTo(POSITION);
        assertThat(views.pixels()).isEqualTo(BYTES);
    }

    @Test
    void skipsKeepAllFields() throws IOException {
        assertThat(roundTrip(new Skip("cats", 7))).isEqualTo(new Skip("cats", 7));
    }

    @Test
    void heldOutImagesKeepAllFields() throws IOException {
        HeldOut heldOut = (HeldOut) roundTrip(new HeldOut("cats", 7, "Bürste", BYTES));
        assertThat(heldOut.slot()).isEqualTo(7);
        assertThat(heldOut.label()).isEqualTo("Bürste");
        assertThat(heldOut.pixels()).isEqualTo(BYTES);
    }

    @Test
    void sequencedSamplesKeepTheirRecord() throws IOException {
        ImageRecord record = new ImageRecord(POSITION, null, List.of(), BYTES);
        SequencedSample sample =
                copy(
                        new SequencedSampleSerializer(),
                        new SequencedSample("cats", SampleUse.PROBE, 9, record));
        assertThat(sample.use()).isEqualTo(SampleUse.PROBE);
        assertThat(sample.number()).isEqualTo(9);
        assertThat(sample.record().position()).isEqualTo(POSITION);
        assertThat(sample.record().key()).isNull();
        assertThat(sample.record().value()).isEqualTo(BYTES);
    }

    private static PreparedSample roundTrip(PreparedSample sample) throws IOException {
        return copy(new PreparedSampleSerializer(), sample);
    }

    private static <T> T copy(VersionedSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
