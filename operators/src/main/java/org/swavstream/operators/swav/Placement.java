package org.swavstream.operators.swav;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.swavstream.operators.natives.Devices;

/**
 * Where tensors are and what they hold.
 *
 * @param device {@code cpu} or {@code cuda:N}, as {@link Devices} chose it
 * @param precision their numbers
 */
public record Placement(String device, Precision precision) {

    Device torchDevice() {
        return new Device(device);
    }

    /** The tensor with this placement; itself, if it has it already. */
    Tensor place(Tensor tensor) {
        return tensor.to(torchDevice(), precision.type());
    }

    /** The tensor on this device, with the numbers that it has. */
    Tensor move(Tensor tensor) {
        return tensor.to(torchDevice(), tensor.scalar_type());
    }

    /** A tensor of values, row-major; it belongs to the caller's pointer scope. */
    public Tensor tensor(float[] values, long... shape) {
        return place(TensorBytes.tensor(values, shape));
    }

    Tensor zeros(long... shape) {
        return place(torch.zeros(shape, new TensorOptions(precision.type())));
    }
}
