package org.swavstream.operators.swav;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * While open, layers that this thread computes multiply in bfloat16, if the placement asks for it.
 *
 * <p>Weights are converted at each use. libtorch could keep what it has converted, but keeps it for
 * all threads of the process, and any of them lets go of all of it. Gradients of two uses are added
 * in bfloat16 if the second one found what the first had converted, and in float32 if not. So the
 * timing of one trainer would be in the weights of another.
 */
final class Autocast implements AutoCloseable {

    private final DeviceType device;
    private final boolean enabled;

    Autocast(Placement placement) {
        this.device = placement.torchDevice().type();
        this.enabled = placement.precision().autocast();
        if (enabled) {
            torch.set_autocast_dtype(device, ScalarType.BFloat16);
            torch.set_autocast_cache_enabled(false);
            torch.set_autocast_enabled(device, true);
        }
    }

    @Override
    public void close() {
        if (enabled) {
            torch.set_autocast_enabled(device, false);
            torch.set_autocast_cache_enabled(true);
        }
    }
}
