package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The convolutional network f of the paper: a ResNet without classifier, by torchvision's names.
 */
final class Trunk {

    private static final int CHANNELS = 3;

    private final Convolution stem;
    private final BatchNorm stemNorm;
    private final boolean pooled;
    private final List<ResidualBlock> blocks;

    Trunk(TrunkSettings settings, LayerFactory layers) {
        Stem kind = settings.stem();
        this.stem =
                layers.convolution(
                        "conv1", CHANNELS, settings.width(), kind.kernel(), kind.stride());
        this.stemNorm = layers.batchNorm("bn1", settings.width());
        this.pooled = kind.pooled();
        this.blocks = blocks(settings, layers);
    }

    private static List<ResidualBlock> blocks(TrunkSettings settings, LayerFactory layers) {
        List<ResidualBlock> blocks = new ArrayList<>();
        int channels = settings.width();
        for (int stage = 0; stage < settings.layers().size(); stage++) {
            int width = settings.stageWidth(stage);
            for (int number = 0; number < settings.layers().get(stage); number++) {
                String name = "layer" + (stage + 1) + "." + number;
                int stride = stage > 0 && number == 0 ? 2 : 1;
                blocks.add(block(settings.block(), layers, name, channels, width, stride));
                channels = width * settings.block().expansion();
            }
        }
        return List.copyOf(blocks);
    }

    private static ResidualBlock block(
            Block kind, LayerFactory layers, String name, int in, int width, int stride) {
        return switch (kind) {
            case BASIC -> ResidualBlock.basic(layers, name, in, width, stride);
            case BOTTLENECK -> ResidualBlock.bottleneck(layers, name, in, width, stride);
        };
    }

    /** Normalised images [n, 3, side, side] → their average features [n, features]. */
    Tensor forward(Tensor images, NormStatistics statistics) {
        Tensor maps = stemNorm.forward(stem.forward(images), statistics).relu_();
        if (pooled) {
            maps = maxPool(maps);
        }
        for (ResidualBlock block : blocks) {
            maps = block.forward(maps, statistics);
        }
        return maps.mean(2, 3);
    }

    private static Tensor maxPool(Tensor maps) {
        return torch.max_pool2d(
                maps,
                new long[] {3, 3},
                new long[] {2, 2},
                new long[] {1, 1},
                new long[] {1, 1},
                false);
    }
}
