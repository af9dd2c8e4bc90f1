package org.swavstream.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.swavstream.state.serializer.SerializedBytes;

class MetricRecordSerializerTest {

    private final MetricRecordSerializer serializer = new MetricRecordSerializer();

    @Test
    void readsAndWritesLayout1() throws IOException {
        byte[] released = SerializedBytes.released("metric-record", 1);

        MetricRecord metric = SerializedBytes.read(serializer, released);

        assertThat(metric).isEqualTo(new MetricRecord("model/7", "{\"loss\":1.5}"));
        assertThat(SerializedBytes.write(serializer, metric)).isEqualTo(released);
    }

    @Test
    void isWhatTheTypeUses() {
        assertThat(MetricRecord.TYPE.createSerializer(null)).isEqualTo(serializer);
    }
}
