package org.swavstream.operators.swav;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Makes layers with the reference's first parameters and puts those into a store.
 *
 * <p>The numbers are drawn on the CPU from a generator of its own, so that they depend on the seed
 * alone: not on the device, and not on other models of the process.
 */
final class LayerFactory {

    private final TensorStore store;
    private final Placement placement;
    private final GeneratorOptional generator;

    LayerFactory(TensorStore store, Placement placement, long seed) {
        this(store, placement, new GeneratorOptional(torch.make_generator_cpu(seed)));
    }

    private LayerFactory(TensorStore store, Placement placement, GeneratorOptional generator) {
        this.store = store;
        this.placement = placement;
        this.generator = generator;
    }

    /** A factory that goes on with the same random numbers, for another store. */
    LayerFactory into(TensorStore other) {
        return new LayerFactory(other, placement, generator);
    }

    /** Kaiming's normal distribution over the outputs, for ReLU: σ = √(2 / (out · kernel²)). */
    Convolution convolution(String name, int in, int out, int kernel, int stride) {
        double deviation = Math.sqrt(2.0 / ((double) out * kernel * kernel));
        Tensor weight = torch.empty(out, in, kernel, kernel).normal_(0, deviation, generator);
        return new Convolution(
                parameter(name + ".weight", weight.contiguous(MemoryFormat.ChannelsLast)),
                stride,
                kernel / 2);
    }

    BatchNorm batchNorm(String name, int channels) {
        return new BatchNorm(
                parameter(name + ".weight", torch.ones(channels)),
                parameter(name + ".bias", torch.zeros(channels)),
                buffer(name + ".running_mean", torch.zeros(channels)),
                buffer(name + ".running_var", torch.ones(channels)),
                counter(name + ".num_batches_tracked"));
    }

    /** Torch's own distribution of a linear layer: uniform within ±1/√in. */
    Linear linear(String name, int in, int out) {
        return new Linear(
                parameter(name + ".weight", uniform(in, out, in)),
                parameter(name + ".bias", uniform(in, out)));
    }

    /**
     * A linear layer whose weights are drawn from a normal distribution around 0, and whose bias is
     * 0.
     */
    Linear normalLinear(String name, int in, int out, double deviation) {
        return new Linear(
                parameter(name + ".weight", torch.empty(out, in).normal_(0, deviation, generator)),
                parameter(name + ".bias", torch.zeros(out)));
    }

    /** The weights of {@link #linear}, without a bias. */
    Tensor matrix(String name, int in, int out) {
        return parameter(name + ".weight", uniform(in, out, in));
    }

    private Tensor uniform(int in, long... shape) {
        double bound = 1 / Math.sqrt(in);
        return torch.empty(shape).uniform_(-bound, bound, generator);
    }

    private Tensor parameter(String name, Tensor values) {
        Tensor parameter = placement.place(values);
        parameter.set_requires_grad(true);
        return store.add(name, parameter);
    }

    private Tensor buffer(String name, Tensor values) {
        return store.add(name, placement.place(values));
    }

    private Tensor counter(String name) {
        Tensor zero = torch.zeros(new long[0], new TensorOptions(ScalarType.Long));
        return store.add(name, placement.move(zero));
    }
}
