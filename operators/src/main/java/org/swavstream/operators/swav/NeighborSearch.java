package org.swavstream.operators.swav;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.swavstream.operators.natives.Devices;

/** Finds nearest neighbours in a large bank: part by part, so that memory stays small. */
@SuppressWarnings("try") // a scope works by being open
public final class NeighborSearch {

    /** So many queries at once make good use of each part; their cosines take 128 MB. */
    public static final int QUERIES_AT_ONCE = 1 << 10;

    private static final int PART_ROWS = 1 << 15;

    private final FeatureTable bank;
    private final int max;
    private final Placement placement;

    /**
     * @param bank at least one row
     * @param max largest number of neighbours of each query, from 1; all rows of a smaller bank
     */
    public NeighborSearch(FeatureTable bank, int max, Devices.Choice device) {
        this.bank = bank;
        this.max = max;
        this.placement = new Placement(device.name(), Precision.FLOAT32);
    }

    /** The neighbours of queries; which ones of equally near ones is not said. */
    public Neighbors of(FeatureMatrix queries) {
        try (PointerScope scope = new PointerScope()) {
            Tensor normalized = torch.normalize(placement.place(queries.tensor()));
            Neighbors neighbors = in(0, normalized);
            for (int from = PART_ROWS; from < bank.rows(); from += PART_ROWS) {
                neighbors = neighbors.with(in(from, normalized), max);
            }
            return neighbors;
        }
    }

    private Neighbors in(int from, Tensor queries) {
        try (PointerScope scope = new PointerScope()) {
            int rows = Math.min(PART_ROWS, bank.rows() - from);
            return Neighbors.among(placement.place(bank.part(from, rows)), from, queries, max);
        }
    }
}
