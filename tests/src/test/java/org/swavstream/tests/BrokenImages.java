package org.swavstream.tests;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that no image can be had from, each with a part of the reason that it is refused for. */
final class BrokenImages {

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    private BrokenImages() {}

    /** Reason by record, in the order in which they are sent. */
    static Map<ProducerRecord<byte[], byte[]>, String> of(String topic) {
        Map<ProducerRecord<byte[], byte[]>, String> broken = new LinkedHashMap<>();
        byte[] jpeg = jpeg();
        broken.put(record(topic, Arrays.copyOf(jpeg, jpeg.length / 2)), "truncated or corrupt");
        broken.put(
                record(topic, "hello, world".getBytes(StandardCharsets.UTF_8)),
                "not a JPEG, PNG, WebP or BMP");
        broken.put(record(topic, new byte[0]), "empty value");
        broken.put(record(topic, hugePng()), "60000");
        ProducerRecord<byte[], byte[]> forged = record(topic, jpeg);
        forged.headers().add("sha256", "00".repeat(32).getBytes(StandardCharsets.UTF_8));
        broken.put(forged, "sha256");
        return broken;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ProducerRecord<>(topic, value);
    }

    private static byte[] jpeg() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "jpg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A few bytes that promise 60,000 × 60,000 pixels. */
    private static byte[] hugePng() {
        byte[] header =
                ByteBuffer.allocate(17)
                        .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                        .putInt(60_000)
                        .putInt(60_000)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array();
        CRC32 crc = new CRC32();
        crc.update(header);
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .put(PNG_SIGNATURE)
                .putInt(13)
                .put(header)
                .putInt((int) crc.getValue())
                .array();
    }
}
