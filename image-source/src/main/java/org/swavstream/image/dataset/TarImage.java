package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * An image of a tar shard.
 *
 * @param shard the file
 * @param id its name
 * @param label its class, or null
 * @param member where it lies in the file
 */
record TarImage(Path shard, String id, String label, TarMember member) {

    /** Id, label and encoded image. */
    DatasetImage read() throws IOException {
        return new DatasetImage(id, label, encoded());
    }

    /** The image as a file of its format. */
    byte[] encoded() throws IOException {
        ByteBuffer content = ByteBuffer.allocate(member.bytes());
        try (FileChannel channel = FileChannel.open(shard)) {
            while (content.hasRemaining()) {
                if (channel.read(content, member.offset() + content.position()) < 0) {
                    throw new DatasetException(
                            shard.toString(), "its end before that of " + id, "a whole tar file");
                }
            }
        }
        return content.array();
    }
}
