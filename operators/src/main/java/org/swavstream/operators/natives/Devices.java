package org.swavstream.operators.natives;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.global.torch;

/** Where a model computes. */
public final class Devices {

    /** libtorch's name for the host. */
    public static final String CPU = "cpu";

    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,2}))?");

    private Devices() {}

    /**
     * A device that exists.
     *
     * @param name libtorch's name for it: {@code cpu} or {@code cuda:N}
     * @param reason why it was taken, for the log
     */
    public record Choice(String name, String reason) {}

    /**
     * Finds the device. {@link NativeLibraries#load} comes first.
     *
     * @param requested {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}; {@code auto} is
     *     the first GPU if there is one
     * @throws IllegalArgumentException if there is no such device
     */
    public static Choice choose(String requested) {
        return choose(requested, gpus());
    }

    static Choice choose(String requested, int gpus) {
        return switch (requested) {
            case "auto" -> automatic(gpus);
            case CPU -> new Choice(CPU, "it was asked for");
            default -> cuda(requested, gpus);
        };
    }

    private static Choice automatic(int gpus) {
        return gpus > 0
                ? new Choice("cuda:0", "the first of %d GPUs".formatted(gpus))
                : new Choice(CPU, "libtorch sees no GPU");
    }

    private static Choice cuda(String requested, int gpus) {
        Matcher matcher = CUDA.matcher(requested);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "device '%s' is not known: use auto, cpu, cuda or cuda:N".formatted(requested));
        }
        int index = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
        if (index >= gpus) {
            throw new IllegalArgumentException(
                    ("device '%s' was asked for, but libtorch sees %d GPUs: check the driver, build"
                                    + " with the Maven profile 'gpu', or use auto or cpu")
                            .formatted(requested, gpus));
        }
        return new Choice("cuda:" + index, "it was asked for");
    }

    private static int gpus() {
        return torch.cuda_is_available() ? torch.cuda_device_count() : 0;
    }
}
