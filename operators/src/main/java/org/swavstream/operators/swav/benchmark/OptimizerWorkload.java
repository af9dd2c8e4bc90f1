package org.swavstream.operators.swav.benchmark;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.swavstream.operators.swav.Lars;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.Trainable;

/**
 * The update of all parameters of a model, in one of several ways, to be timed.
 *
 * <p>Owns: parameters, gradients and momentum in native memory; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
public final class OptimizerWorkload implements AutoCloseable {

    private static final double RATE = 1e-3;
    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 1e-6;
    private static final double TRUST = 1e-3;

    private final List<Trainable> trainables;
    private final Runnable work;

    private OptimizerWorkload(ModelSettings model, Function<List<Trainable>, Runnable> work) {
        try (PointerScope scope = new PointerScope()) {
            this.trainables = ParameterShapes.of(model).stream().map(this::trainable).toList();
        }
        this.work = work.apply(trainables);
    }

    /** Random numbers, in memory as a model has them. */
    private Trainable trainable(long[] shape) {
        return new Trainable(random(shape), random(shape), random(shape).zero_());
    }

    private Tensor random(long[] shape) {
        Tensor values = torch.randn(shape);
        return (shape.length == 4 ? values.contiguous(MemoryFormat.ChannelsLast) : values)
                .retainReference();
    }

    /** As a training step does it. */
    public static OptimizerWorkload lars(ModelSettings model) {
        Lars lars = new Lars(new OptimizerSettings(MOMENTUM, DECAY, TRUST));
        return new OptimizerWorkload(model, trainables -> () -> lars.step(trainables, RATE));
    }

    /** libtorch's own stochastic gradient descent, without LARS. */
    public static OptimizerWorkload libtorchSgd(ModelSettings model) {
        return new OptimizerWorkload(
                model,
                trainables -> {
                    SGD sgd = sgd(trainables);
                    return sgd::step;
                });
    }

    private static SGD sgd(List<Trainable> trainables) {
        TensorVector parameters = new TensorVector();
        for (Trainable trainable : trainables) {
            trainable.parameter().set_requires_grad(true);
            trainable.parameter().mutable_grad().put(trainable.gradient());
            parameters.push_back(trainable.parameter());
        }
        SGDOptions options = new SGDOptions(RATE);
        options.momentum().put(MOMENTUM);
        options.weight_decay().put(DECAY);
        return new SGD(parameters, options);
    }

    /** The limit: parameters, gradients and momentum read once, two of them written once. */
    public static OptimizerWorkload memory(ModelSettings model) {
        Scalar factor = new Scalar(0.999);
        return new OptimizerWorkload(
                model,
                trainables ->
                        () -> {
                            for (Trainable trainable : trainables) {
                                trainable.momentum().add_(trainable.gradient());
                                trainable.parameter().mul_(factor);
                            }
                        });
    }

    /** Number of tensors. */
    public int tensors() {
        return trainables.size();
    }

    /** Numbers in all of them. */
    public long numbers() {
        return trainables.stream().mapToLong(trainable -> trainable.parameter().numel()).sum();
    }

    /** Does it once. */
    public void run() {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            work.run();
        }
    }

    @Override
    public void close() {
        for (Trainable trainable : trainables) {
            trainable.parameter().close();
            trainable.gradient().close();
            trainable.momentum().close();
        }
    }
}
