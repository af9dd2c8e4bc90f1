package org.swavstream.operators.swav;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Parameters, their gradients and their momentum: each of the three is one stretch of memory, in
 * the same order, and the tensors are views of it. The memory is allocated once; backward passes
 * add to the gradients where they are.
 *
 * <p>Owns: gradients and momentum in native memory; released by {@link #close}. The parameters
 * belong to their model, and keep their names, shapes and layouts.
 */
@SuppressWarnings("try") // a scope works by being open
public final class ParameterBuffers implements AutoCloseable {

    /**
     * Each tensor begins at a multiple of so many numbers, with zeros up to there: then the norms
     * of all are those of a matrix's rows, which is one pass that several threads share.
     */
    private static final int ROW = 1024;

    private final Map<String, Tensor> parameters;
    private final TensorStore momentum = new TensorStore();
    private final TensorStore flatParameters = new TensorStore();
    private final TensorStore flatGradients = new TensorStore();
    private final TensorStore flatMomentum = new TensorStore();
    private final Map<String, Long> firstRows = new HashMap<>();
    private final Tensor allParameters;
    private final Tensor allGradients;
    private final Tensor allMomentum;

    /**
     * Moves parameters into one buffer.
     *
     * @param parameters at least one, by name; all of one type, on one device, dense
     */
    public ParameterBuffers(Map<String, Tensor> parameters) {
        this.parameters = Map.copyOf(parameters);
        try (Unfinished made = new Unfinished();
                PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            views().forEach(store -> made.add(store, TensorStore::close));
            this.allParameters = made.add(zeros(parameters).retainReference(), Tensor::close);
            this.allMomentum = made.add(zeros(parameters).retainReference(), Tensor::close);
            this.allGradients = made.add(zeros(parameters).retainReference(), Tensor::close);
            long offset = 0;
            for (Map.Entry<String, Tensor> entry : parameters.entrySet()) {
                Tensor parameter = entry.getValue();
                parameter.set_data(view(allParameters, offset, parameter).copy_(parameter));
                momentum.add(entry.getKey(), view(allMomentum, offset, parameter));
                parameter.mutable_grad().put(view(allGradients, offset, parameter));
                addFlat(entry.getKey(), offset, parameter.numel());
                firstRows.put(entry.getKey(), offset / ROW);
                offset += aligned(parameter);
            }
            made.finish();
        }
    }

    private List<TensorStore> views() {
        return List.of(momentum, flatParameters, flatGradients, flatMomentum);
    }

    private static Tensor zeros(Map<String, Tensor> parameters) {
        Tensor any = parameters.values().iterator().next();
        long numbers = parameters.values().stream().mapToLong(ParameterBuffers::aligned).sum();
        return torch.zeros(new long[] {numbers}, any.options());
    }

    private static long aligned(Tensor parameter) {
        return rows(parameter) * ROW;
    }

    private static long rows(Tensor parameter) {
        return (parameter.numel() + ROW - 1) / ROW;
    }

    /** A part of a buffer, with the shape and the layout of a parameter. */
    private static Tensor view(Tensor buffer, long offset, Tensor parameter) {
        if (!parameter.is_non_overlapping_and_dense()) {
            throw new IllegalArgumentException("a parameter is not dense: it has no buffer");
        }
        return buffer.narrow(0, offset, parameter.numel())
                .as_strided(parameter.sizes(), parameter.strides());
    }

    private void addFlat(String name, long offset, long numbers) {
        flatParameters.add(name, allParameters.narrow(0, offset, numbers));
        flatGradients.add(name, allGradients.narrow(0, offset, numbers));
        flatMomentum.add(name, allMomentum.narrow(0, offset, numbers));
    }

    /** Some of the parameters, in the order of memory: one-dimensional, whatever their shape. */
    public List<Trainable> flat(Collection<String> names) {
        return names.stream()
                .map(
                        name ->
                                new Trainable(
                                        flatParameters.get(name),
                                        flatGradients.get(name),
                                        flatMomentum.get(name)))
                .toList();
    }

    /** |p| of some of the parameters; it may be infinite, or not a number. */
    double[] parameterNorms(Collection<String> names) {
        return norms(allParameters, names);
    }

    /** |g| of some of the parameters; it may be infinite, or not a number. */
    double[] gradientNorms(Collection<String> names) {
        return norms(allGradients, names);
    }

    private double[] norms(Tensor buffer, Collection<String> names) {
        ScalarOptional euclidean = new ScalarOptional(new Scalar(2));
        double[] rowNorms = TensorBytes.doubles(buffer.view(-1, ROW).norm(euclidean, 1));
        return names.stream().mapToDouble(name -> norm(name, rowNorms)).toArray();
    }

    private double norm(String name, double[] rowNorms) {
        int from = Math.toIntExact(firstRows.get(name));
        int to = Math.toIntExact(from + rows(parameters.get(name)));
        double sum = 0;
        for (int row = from; row < to; row++) {
            sum += rowNorms[row] * rowNorms[row];
        }
        return Math.sqrt(sum);
    }

    /** Whether a tensor of this name is one of the parameters. */
    boolean holds(String name) {
        return parameters.containsKey(name);
    }

    /** The memory of all parameters, one-dimensional. */
    Tensor allParameters() {
        return allParameters;
    }

    /** The memory of all momentum; each lies where its parameter lies. */
    Tensor allMomentum() {
        return allMomentum;
    }

    /** Momentum of every parameter, by its name. */
    TensorStore momentum() {
        return momentum;
    }

    /** Makes all gradients zero; backward passes add to them. */
    public void clearGradients() {
        allGradients.zero_();
    }

    @Override
    public void close() {
        views().forEach(TensorStore::close);
        allParameters.close();
        allGradients.close();
        allMomentum.close();
    }
}
