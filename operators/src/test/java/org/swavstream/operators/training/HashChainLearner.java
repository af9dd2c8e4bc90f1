package org.swavstream.operators.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.swav.Embeddings;
import org.swavstream.operators.swav.FeatureMatrix;
import org.swavstream.operators.swav.LearnedState;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.swav.PreparedBatch;
import org.swavstream.operators.swav.StepPart;
import org.swavstream.operators.swav.StepResult;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorSource;
import org.swavstream.state.tensor.TensorSpec;

/**
 * A learner without a network: each part of what it has learned is a hash of all of it before, the
 * step's number and the samples. What a step is not given, or given twice, shows in every later
 * state.
 */
public class HashChainLearner implements Learner {

    private static final int HASH = 32;

    /** In nanoseconds; 1 to 6 ms. */
    private static final Map<StepPart, Long> TIMES =
            Map.of(
                    StepPart.TO_DEVICE, 1_000_000L,
                    StepPart.FORWARD, 2_000_000L,
                    StepPart.SINKHORN, 3_000_000L,
                    StepPart.BACKWARD, 4_000_000L,
                    StepPart.CHECKPOINT_COPY, 5_000_000L,
                    StepPart.OPTIMIZER, 6_000_000L);

    private final SwavSettings settings;
    private final Chain chain;
    private final Chain copy;

    HashChainLearner(SwavSettings settings) {
        this.settings = settings;
        this.chain =
                new Chain(
                        hash(settings.seed(), new byte[] {0}),
                        hash(settings.seed(), new byte[] {1}),
                        hash(settings.seed(), new byte[] {2}),
                        new byte[settings.queue().length() * HASH],
                        0);
        this.copy =
                new Chain(
                        new byte[HASH],
                        new byte[HASH],
                        new byte[HASH],
                        new byte[chain.rows.length],
                        0);
    }

    /** Makes learners that need no native library. */
    public interface Learners extends LearnerFactory {

        @Override
        default int prepareThread(int threads) {
            return Math.max(1, threads);
        }

        @Override
        default Devices.Choice device(SwavSettings settings) {
            return new Devices.Choice(Devices.CPU, "hashes are computed there");
        }

        @Override
        default Embeddings embedUntrained(SwavSettings settings, List<byte[]> images, int side) {
            return create(settings).embed(images, side);
        }
    }

    /** Makes such learners. */
    public static final class Factory implements Learners {

        private static final long serialVersionUID = 1;

        @Override
        public Learner create(SwavSettings settings) {
            return new HashChainLearner(settings);
        }
    }

    private record Samples(List<byte[]> pixels) implements PreparedBatch {

        @Override
        public void close() {}
    }

    @Override
    public PreparedBatch prepare(List<byte[]> samples) {
        return new Samples(samples);
    }

    @Override
    public StepResult train(long step, PreparedBatch prepared) {
        List<byte[]> samples = ((Samples) prepared).pixels();
        byte[] batch = hash(step, samples.toArray(byte[][]::new));
        byte[] all = hash(step, chain.weights, chain.momentum, chain.prototypes, chain.rows, batch);
        Chain.set(chain.weights, hash(0, all));
        Chain.set(chain.momentum, hash(1, all));
        Chain.set(chain.prototypes, hash(2, all));
        for (int i = 0; i < samples.size() && chain.rows.length > 0; i++) {
            chain.inserted++;
            System.arraycopy(hash(i, all), 0, chain.rows, chain.queueIndex().head() * HASH, HASH);
        }
        return new StepResult(loss(all), 1, 1, TIMES);
    }

    /** Three times in four within 1 % of ln K. */
    private double loss(byte[] all) {
        double overLnK = 1 + Math.floorMod(all[0], 100) / 20_000.0;
        return Math.log(settings.model().prototypes()) * (all[1] < 64 ? overLnK : overLnK + 1);
    }

    @Override
    public Embeddings embed(List<byte[]> images, int side) {
        int dimension = settings.model().featureDim();
        int prototypes = settings.model().prototypes();
        return new Embeddings(zeros(images.size(), dimension), zeros(images.size(), prototypes));
    }

    private static FeatureMatrix zeros(int rows, int columns) {
        return FeatureMatrix.of(rows, new float[rows * columns]);
    }

    @Override
    public LearnedState state() {
        return chain;
    }

    /** In the place of the last one, whoever may still read that. */
    @Override
    public void beginCopy() {
        copy.set(chain);
    }

    @Override
    public LearnedState completeCopy() {
        return copy;
    }

    @Override
    public void restoreWeights(SavedTensors saved) throws IOException {
        Chain.set(chain.weights, only(saved));
    }

    @Override
    public void restorePrototypes(SavedTensors saved) throws IOException {
        Chain.set(chain.prototypes, only(saved));
    }

    @Override
    public void restoreMomentum(SavedTensors saved) throws IOException {
        Chain.set(chain.momentum, only(saved));
    }

    private static byte[] only(SavedTensors saved) throws IOException {
        return saved.read(saved.specs().get(0)).bytes();
    }

    @Override
    public void restoreQueueRows(int crop, int from, byte[] rows) {
        System.arraycopy(rows, 0, chain.rows, from * HASH, rows.length);
    }

    @Override
    public void restoreQueueInserted(long inserted) {
        chain.inserted = inserted;
    }

    @Override
    public void close() {}

    private static byte[] hash(long number, byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            for (byte[] part : parts) {
                sha256.update(part);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What is learned: a hash in place of each kind of tensor, and a queue of hashes. */
    private static final class Chain implements LearnedState, QueueRows {

        private final byte[] weights;
        private final byte[] momentum;
        private final byte[] prototypes;
        private final byte[] rows;
        private long inserted;

        Chain(byte[] weights, byte[] momentum, byte[] prototypes, byte[] rows, long inserted) {
            this.weights = weights;
            this.momentum = momentum;
            this.prototypes = prototypes;
            this.rows = rows;
            this.inserted = inserted;
        }

        void set(Chain other) {
            set(weights, other.weights);
            set(momentum, other.momentum);
            set(prototypes, other.prototypes);
            set(rows, other.rows);
            inserted = other.inserted;
        }

        private static void set(byte[] bytes, byte[] values) {
            System.arraycopy(values, 0, bytes, 0, bytes.length);
        }

        @Override
        public TensorSource weights() {
            return tensors(weights);
        }

        @Override
        public TensorSource momentum() {
            return tensors(momentum);
        }

        @Override
        public TensorSource prototypes() {
            return tensors(prototypes);
        }

        @Override
        public QueueIndex queueIndex() {
            return new QueueIndex(1, rows.length / HASH, HASH / Float.BYTES, inserted);
        }

        @Override
        public QueueRows queueRows() {
            return this;
        }

        @Override
        public byte[] read(int crop, int from, int to) {
            return Arrays.copyOfRange(rows, from * HASH, to * HASH);
        }

        private static TensorSource tensors(byte[] hash) {
            TensorSpec spec = TensorSpec.of("hash", ElementType.F32, hash.length / Float.BYTES);
            return new TensorSource() {

                @Override
                public List<TensorSpec> specs() {
                    return List.of(spec);
                }

                @Override
                public <E extends Exception> void read(TensorSpec only, PieceReader<E> reader)
                        throws E {
                    reader.piece(hash, hash.length);
                }
            };
        }
    }
}
