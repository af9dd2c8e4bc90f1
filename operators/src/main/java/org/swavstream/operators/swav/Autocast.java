package org.swavstream.operators.swav;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * While open, layers that this thread computes multiply in bfloat16, if the placement asks for it.
 *
 * <p>libtorch keeps what it has converted, weights for instance, until the scope is closed: within
 * one scope, every pass is with gradient or every pass is without.
 */
final class Autocast implements AutoCloseable {

    private final DeviceType device;
    private final boolean enabled;

    Autocast(Placement placement) {
        this.device = placement.torchDevice().type();
        this.enabled = placement.precision().autocast();
        if (enabled) {
            torch.set_autocast_dtype(device, ScalarType.BFloat16);
            torch.set_autocast_enabled(device, true);
            torch.increment_nesting();
        }
    }

    @Override
    public void close() {
        if (enabled) {
            if (torch.decrement_nesting() == 0) {
                torch.clear_cache();
            }
            torch.set_autocast_enabled(device, false);
        }
    }
}
