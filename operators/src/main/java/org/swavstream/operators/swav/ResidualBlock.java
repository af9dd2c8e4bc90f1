package org.swavstream.operators.swav;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A residual block: normalised convolutions around which the input is led, by a normalised 1×1
 * convolution where its shape changes.
 *
 * @param branch two (basic) or three (bottleneck) of them
 * @param shortcut none, or the one on the way around
 */
record ResidualBlock(List<Step> branch, List<Step> shortcut) {

    /** A convolution and its normalisation. */
    record Step(Convolution convolution, BatchNorm norm) {

        Tensor forward(Tensor input, NormStatistics statistics) {
            return norm.forward(convolution.forward(input), statistics);
        }
    }

    static ResidualBlock basic(LayerFactory layers, String name, int in, int width, int stride) {
        List<Step> branch =
                List.of(
                        step(layers, name, 1, in, width, 3, stride),
                        step(layers, name, 2, width, width, 3, 1));
        return new ResidualBlock(branch, shortcut(layers, name, in, width, stride));
    }

    static ResidualBlock bottleneck(
            LayerFactory layers, String name, int in, int width, int stride) {
        int out = width * Block.BOTTLENECK.expansion();
        List<Step> branch =
                List.of(
                        step(layers, name, 1, in, width, 1, 1),
                        step(layers, name, 2, width, width, 3, stride),
                        step(layers, name, 3, width, out, 1, 1));
        return new ResidualBlock(branch, shortcut(layers, name, in, out, stride));
    }

    private static Step step(
            LayerFactory layers, String name, int number, int in, int out, int kernel, int stride) {
        return new Step(
                layers.convolution(name + ".conv" + number, in, out, kernel, stride),
                layers.batchNorm(name + ".bn" + number, out));
    }

    private static List<Step> shortcut(
            LayerFactory layers, String name, int in, int out, int stride) {
        if (in == out && stride == 1) {
            return List.of();
        }
        return List.of(
                new Step(
                        layers.convolution(name + ".downsample.0", in, out, 1, stride),
                        layers.batchNorm(name + ".downsample.1", out)));
    }

    /** [n, in, h, w] → [n, out, h / stride, w / stride]. */
    Tensor forward(Tensor input, NormStatistics statistics) {
        Tensor output = branch.get(0).forward(input, statistics);
        for (Step step : branch.subList(1, branch.size())) {
            output = step.forward(output.relu_(), statistics);
        }
        Tensor around = input;
        for (Step step : shortcut) {
            around = step.forward(input, statistics);
        }
        return output.add_(around).relu_();
    }
}
