package org.swavstream.operators.swav;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.swavstream.operators.natives.Devices;

/**
 * Where tensors are and what they hold.
 *
 * @param device {@code cpu} or {@code cuda:N}, as {@link Devices} chose it
 * @param precision their numbers
 */
public record Placement(String device, Precision precision) {

    /**
     * Where learners compute.
     *
     * @throws IllegalArgumentException if the device does not exist
     */
    static Placement of(ComputeSettings settings) {
        return new Placement(Devices.choose(settings.device()).name(), settings.precision());
    }

    Device torchDevice() {
        return new Device(device);
    }

    /** The tensor with this placement; itself, if it has it already. */
    Tensor place(Tensor tensor) {
        return tensor.to(torchDevice(), precision.type());
    }

    /**
     * The tensor on this device, with the numbers that it has. From locked pages, the GPU copies it
     * while the host goes on.
     */
    Tensor move(Tensor tensor) {
        return tensor.to(
                torchDevice(), tensor.scalar_type(), true, false, new MemoryFormatOptional());
    }

    /** The same numbers in the host's memory. */
    Placement onHost() {
        return new Placement(Devices.CPU, precision);
    }

    /**
     * An empty tensor in the host's memory, of the type, shape and strides of {@code tensor}. If
     * that is on a GPU, it is in locked pages, which the GPU copies to by itself.
     */
    Tensor hostLike(Tensor tensor) {
        return torch.empty_like(
                tensor.detach(),
                hostOptions(tensor.scalar_type()),
                new MemoryFormatOptional(MemoryFormat.Preserve));
    }

    /** Bytes in such memory. */
    Tensor hostBytes(long... shape) {
        return torch.empty(shape, hostOptions(ScalarType.Byte), null);
    }

    private TensorOptions hostOptions(ScalarType type) {
        return new TensorOptions(type)
                .device(new DeviceOptional(new Device(Devices.CPU)))
                .pinned_memory(new BoolOptional(!device.equals(Devices.CPU)));
    }

    /** A tensor of values, row-major; it belongs to the caller's pointer scope. */
    public Tensor tensor(float[] values, long... shape) {
        return place(TensorBytes.tensor(values, shape));
    }

    Tensor zeros(long... shape) {
        return place(torch.zeros(shape, new TensorOptions(precision.type())));
    }
}
