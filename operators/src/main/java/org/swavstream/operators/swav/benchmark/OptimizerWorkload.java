package org.swavstream.operators.swav.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
import org.swavstream.operators.swav.ParameterBuffers;
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

    private final List<Tensor> parameters;
    private final Runnable work;
    private final AutoCloseable others;

    private OptimizerWorkload(List<Tensor> parameters, Runnable work, AutoCloseable others) {
        this.parameters = parameters;
        this.work = work;
        this.others = others;
    }

    /** As a training step does it. */
    public static OptimizerWorkload lars(ModelSettings model) {
        List<Tensor> parameters = randomParameters(model);
        ParameterBuffers buffers = buffers(parameters);
        List<String> names = names(parameters);
        Lars lars = new Lars(new OptimizerSettings(MOMENTUM, DECAY, TRUST));
        return new OptimizerWorkload(parameters, () -> lars.step(buffers, names, RATE), buffers);
    }

    /** libtorch's own stochastic gradient descent, without LARS. */
    public static OptimizerWorkload libtorchSgd(ModelSettings model) {
        List<Tensor> parameters = randomParameters(model);
        TensorVector all = new TensorVector();
        for (Tensor parameter : parameters) {
            try (Tensor gradient = torch.rand_like(parameter)) {
                parameter.mutable_grad().put(gradient);
            }
            all.push_back(parameter);
        }
        SGDOptions options = new SGDOptions(RATE);
        options.momentum().put(MOMENTUM);
        options.weight_decay().put(DECAY);
        SGD sgd = new SGD(all, options);
        return new OptimizerWorkload(parameters, sgd::step, sgd);
    }

    /** The limit: parameters, gradients and momentum read once, two of them written once. */
    public static OptimizerWorkload memory(ModelSettings model) {
        List<Tensor> parameters = randomParameters(model);
        ParameterBuffers buffers = buffers(parameters);
        List<Trainable> trainables = buffers.flat(names(parameters));
        Scalar factor = new Scalar(0.999);
        return new OptimizerWorkload(
                parameters,
                () -> {
                    for (Trainable trainable : trainables) {
                        trainable.momentum().add_(trainable.gradient());
                        trainable.parameter().mul_(factor);
                    }
                },
                buffers);
    }

    /** Random numbers, in memory as a model has them. */
    private static List<Tensor> randomParameters(ModelSettings model) {
        return ParameterShapes.of(model).stream().map(OptimizerWorkload::random).toList();
    }

    private static Tensor random(long[] shape) {
        try (PointerScope scope = new PointerScope()) {
            Tensor values = torch.randn(shape);
            return (shape.length == 4 ? values.contiguous(MemoryFormat.ChannelsLast) : values)
                    .set_requires_grad(true)
                    .retainReference();
        }
    }

    private static ParameterBuffers buffers(List<Tensor> parameters) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        names(parameters).forEach(name -> named.put(name, parameters.get(named.size())));
        ParameterBuffers buffers = new ParameterBuffers(named);
        buffers.flat(named.keySet()).forEach(trainable -> trainable.gradient().uniform_());
        return buffers;
    }

    private static List<String> names(List<Tensor> parameters) {
        return IntStream.range(0, parameters.size()).mapToObj(Integer::toString).toList();
    }

    /** Number of tensors. */
    public int tensors() {
        return parameters.size();
    }

    /** Numbers in all of them. */
    public long numbers() {
        return parameters.stream().mapToLong(Tensor::numel).sum();
    }

    /** Does it once. */
    public void run() {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            work.run();
        }
    }

    @Override
    public void close() throws Exception {
        others.close();
        parameters.forEach(Tensor::close);
    }
}
