package org.swavstream.state.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.swavstream.state.digest.Sha256;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSource;
import org.swavstream.state.tensor.TensorSpec;

/**
 * SHA-256 over all that a model has learned: equal digests are equal models, to the bit. Added are,
 * in this order, weights, momentum, prototypes and queue.
 */
public final class ModelDigest {

    private final Sha256 sha256 = new Sha256();

    /** Adds name and bytes of a tensor. */
    public ModelDigest tensor(TensorData tensor) {
        sha256.add(tensor.spec().name().getBytes(StandardCharsets.UTF_8));
        sha256.add(tensor.bytes());
        return this;
    }

    /** Adds names and bytes of tensors, in their order. */
    public ModelDigest tensors(TensorSource tensors) {
        for (TensorSpec spec : tensors.specs()) {
            sha256.add(spec.name().getBytes(StandardCharsets.UTF_8));
            tensors.read(spec, sha256::add);
        }
        return this;
    }

    /** Adds position and content of the queue. */
    public ModelDigest queue(QueueIndex index, QueueRows rows) {
        sha256.add(ByteBuffer.allocate(Long.BYTES).putLong(index.inserted()).array());
        for (int crop = 0; crop < index.crops(); crop++) {
            for (int from = 0; from < index.length(); from += QueueState.BLOCK_ROWS) {
                int to = Math.min(from + QueueState.BLOCK_ROWS, index.length());
                sha256.add(rows.read(crop, from, to));
            }
        }
        return this;
    }

    /** The digest of what was added, 64 hexadecimal digits in lower case. Ends the adding. */
    public String hex() {
        return sha256.hex();
    }
}
