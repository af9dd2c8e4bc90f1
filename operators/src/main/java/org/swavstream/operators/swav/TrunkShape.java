package org.swavstream.operators.swav;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.swavstream.state.tensor.TensorSpec;

/** What the tensors of a residual network, by torchvision's names, say of its trunk. */
public final class TrunkShape {

    private static final Pattern TRUNK =
            Pattern.compile("(?:conv1|bn1|layer(\\d{1,2})\\.(\\d{1,4}))\\..+");
    private static final String STEM = "conv1.weight";

    private final Map<String, List<Long>> shapes;

    /**
     * @param tensors those of the network; what is not of its trunk is not looked at
     * @throws IllegalArgumentException if they are not the tensors of a residual network
     */
    public TrunkShape(List<TensorSpec> tensors) {
        this.shapes =
                tensors.stream().collect(Collectors.toMap(TensorSpec::name, TensorSpec::shape));
        if (shapes.getOrDefault(STEM, List.of()).size() != 4) {
            throw new IllegalArgumentException(
                    "it has no %s of 4 dimensions, so it is no residual network by torchvision's names"
                            .formatted(STEM));
        }
    }

    /** Whether a tensor of this name is of a trunk, and not of a head or classifier. */
    public static boolean isOfTrunk(String name) {
        return TRUNK.matcher(name).matches();
    }

    /**
     * The stems that the first layer can be of; where there are several, no tensor tells which it
     * is.
     */
    public List<Stem> stems() {
        long kernel = shapes.get(STEM).get(2);
        return Arrays.stream(Stem.values()).filter(stem -> stem.kernel() == kernel).toList();
    }

    /**
     * The trunk's settings.
     *
     * @param stem one of {@link #stems}
     * @throws IllegalArgumentException if there is no such trunk
     */
    public TrunkSettings settings(Stem stem) {
        int width = Math.toIntExact(shapes.get(STEM).get(0));
        return new TrunkSettings(block(), layers(), width, stem);
    }

    private Block block() {
        return shapes.containsKey("layer1.0.conv3.weight") ? Block.BOTTLENECK : Block.BASIC;
    }

    private List<Integer> layers() {
        TreeMap<Integer, Integer> blocks = new TreeMap<>();
        for (String name : shapes.keySet()) {
            Matcher block = TRUNK.matcher(name);
            if (block.matches() && block.group(1) != null) {
                int number = Integer.parseInt(block.group(2));
                blocks.merge(Integer.valueOf(block.group(1)), number + 1, Math::max);
            }
        }
        int stages = blocks.isEmpty() ? 0 : blocks.lastKey();
        return IntStream.rangeClosed(1, stages)
                .mapToObj(stage -> blocks.getOrDefault(stage, 0))
                .toList();
    }
}
