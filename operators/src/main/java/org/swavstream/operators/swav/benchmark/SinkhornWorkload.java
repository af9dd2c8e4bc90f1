package org.swavstream.operators.swav.benchmark;

import java.util.List;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.swavstream.operators.swav.LossSettings;
import org.swavstream.operators.swav.SwavLoss;

/**
 * Codes of random scores, in one of several ways, to be timed.
 *
 * <p>Owns: the scores in native memory; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
public final class SinkhornWorkload implements AutoCloseable {

    private static final int FEATURES = 128;
    private static final double EPSILON = 0.05;
    private static final int ITERATIONS = 3;

    private final Tensor earlier;
    private final Tensor own;
    private final BiConsumer<Tensor, Tensor> work;
    private final Runnable release;

    private SinkhornWorkload(SinkhornSize size, BiConsumer<Tensor, Tensor> work, Runnable release) {
        this.work = work;
        this.release = release;
        try (PointerScope scope = new PointerScope()) {
            Tensor prototypes = units(size.prototypes()).t();
            this.earlier = units(size.earlier()).matmul(prototypes).retainReference();
            this.own = units(size.own()).matmul(prototypes).retainReference();
        }
    }

    private static Tensor units(int rows) {
        return torch.normalize(torch.randn(rows, FEATURES));
    }

    /** As a training step does it. */
    public static SinkhornWorkload ours(SinkhornSize size) {
        LossSettings settings = new LossSettings(0.1, EPSILON, ITERATIONS, List.of(0), 0);
        SwavLoss loss = new SwavLoss(settings, 2);
        return new SinkhornWorkload(
                size,
                (earlier, own) ->
                        loss.codes(
                                List.of(own), size.earlier() == 0 ? List.of() : List.of(earlier)),
                loss::close);
    }

    /** As the authors' code does it (main_swav.py, distributed_sinkhorn), in one process. */
    public static SinkhornWorkload plain(SinkhornSize size) {
        return new SinkhornWorkload(
                size,
                (earlier, own) -> {
                    Tensor scores =
                            size.earlier() == 0 ? own : torch.cat(new TensorVector(earlier, own));
                    Tensor q = torch.exp(scores.div(new Scalar(EPSILON))).t();
                    Scalar samples = new Scalar((double) q.size(1));
                    Scalar prototypes = new Scalar((double) q.size(0));
                    q.div_(torch.sum(q));
                    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
                        q.div_(sum(q, 1)).div_(prototypes);
                        q.div_(sum(q, 0)).div_(samples);
                    }
                    q.mul_(samples).t().narrow(0, size.earlier(), size.own());
                },
                () -> {});
    }

    private static Tensor sum(Tensor q, long dimension) {
        return q.sum(new long[] {dimension}, true, new ScalarTypeOptional());
    }

    /** The limit of a form that reads the matrix twice in an iteration and writes nothing. */
    public static SinkhornWorkload memory(SinkhornSize size) {
        return new SinkhornWorkload(
                size,
                (earlier, own) -> {
                    for (int pass = 0; pass < 2 * ITERATIONS; pass++) {
                        earlier.sum();
                        own.sum();
                    }
                },
                () -> {});
    }

    /** Does it once. */
    public void run() {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            work.accept(earlier, own);
        }
    }

    @Override
    public void close() {
        earlier.close();
        own.close();
        release.run();
    }
}
