package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.swavstream.operators.sample.CropGroup;

/** The views of a batch as tensors. */
final class ViewBatch {

    private static final int CHANNELS = 3;

    private ViewBatch() {}

    /**
     * Gathers and normalises the views of samples.
     *
     * @param samples of each all views, as 8-bit RGB, group after group
     * @return for each group [count · batch, 3, side, side], view by view, channels last in memory
     */
    static List<Tensor> of(List<byte[]> samples, List<CropGroup> crops, Placement placement) {
        return normalize(gather(samples, crops, placement), crops, placement);
    }

    /**
     * Gathers the views of samples in the host's memory.
     *
     * @param samples as in {@link #of}
     * @return for each group [count · batch · side, side · 3] bytes, view by view
     */
    static List<Tensor> gather(List<byte[]> samples, List<CropGroup> crops, Placement placement) {
        requireSizes(samples, crops);
        List<Tensor> groups = new ArrayList<>();
        int offset = 0;
        for (CropGroup group : crops) {
            groups.add(gather(samples, group, offset, placement));
            offset += group.bytes();
        }
        return groups;
    }

    /** Moves what {@link #gather} returned to the device, and normalises it there. */
    static List<Tensor> normalize(
            List<Tensor> gathered, List<CropGroup> crops, Placement placement) {
        List<Tensor> groups = new ArrayList<>();
        for (Tensor bytes : gathered) {
            groups.add(normalize(bytes, crops.get(groups.size()).side(), placement));
        }
        return groups;
    }

    /**
     * The same of views that are normalised already.
     *
     * @param views each [batch, 3, side, side], row-major, in the order of the crop groups
     */
    static List<Tensor> ofNormalized(
            List<float[]> views, List<CropGroup> crops, Placement placement) {
        List<Tensor> groups = new ArrayList<>();
        Iterator<float[]> next = views.iterator();
        for (CropGroup group : crops) {
            TensorVector members = new TensorVector();
            for (int view = 0; view < group.count(); view++) {
                float[] values = next.next();
                members.push_back(
                        placement
                                .tensor(values, values.length)
                                .view(-1, CHANNELS, group.side(), group.side()));
            }
            groups.add(torch.cat(members).contiguous(MemoryFormat.ChannelsLast));
        }
        return groups;
    }

    private static void requireSizes(List<byte[]> samples, List<CropGroup> crops) {
        int expected = CropGroup.bytes(crops);
        for (int index = 0; index < samples.size(); index++) {
            int found = samples.get(index).length;
            if (found != expected) {
                throw new IllegalArgumentException(
                        ("sample %d of the batch has %d bytes, the crops %s need %d: give the"
                                        + " learner the crops that the views were made with")
                                .formatted(index, found, crops, expected));
            }
        }
    }

    private static Tensor gather(
            List<byte[]> samples, CropGroup group, int offset, Placement placement) {
        int bytes = group.viewBytes();
        long rows = (long) group.count() * samples.size() * group.side();
        Tensor gathered = placement.hostBytes(rows, (long) group.side() * CHANNELS);
        BytePointer target = TensorBytes.pointer(gathered);
        long at = 0; // there may be over 2 GiB
        for (int view = 0; view < group.count(); view++) {
            for (byte[] sample : samples) {
                target.position(at).put(sample, offset + view * bytes, bytes);
                at += bytes;
            }
        }
        return gathered;
    }

    /** Bytes b to (b / 255 − mean) / deviation. */
    private static Tensor normalize(Tensor bytes, int side, Placement placement) {
        float[] factor = new float[side * CHANNELS];
        float[] shift = new float[side * CHANNELS];
        for (int index = 0; index < factor.length; index++) {
            float mean = InputNormalization.MEAN.get(index % CHANNELS);
            float deviation = InputNormalization.DEVIATION.get(index % CHANNELS);
            factor[index] = 1 / (255 * deviation);
            shift[index] = -mean / deviation;
        }
        return placement
                .place(placement.move(bytes))
                .mul_(placement.tensor(factor, factor.length))
                .add_(placement.tensor(shift, shift.length))
                .view(bytes.size(0) / side, side, side, CHANNELS)
                .permute(0, 3, 1, 2);
    }
}
