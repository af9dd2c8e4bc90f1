package org.swavstream.operators.swav.parity;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.swavstream.operators.swav.Placement;
import org.swavstream.operators.swav.Sinkhorn;
import org.swavstream.operators.swav.TensorBytes;

/** Codes of given scores. */
@SuppressWarnings("try") // a scope works by being open
record SinkhornParity(GoldenCase golden, Placement placement) {

    private static final double TOLERANCE = 1e-6;

    void measure(Measurements measurements) {
        Sinkhorn sinkhorn = new Sinkhorn(golden.number("epsilon"), golden.integer("iterations"));
        try (PointerScope scope = new PointerScope()) {
            Tensor scores = placement.tensor(golden.floats("scores"), golden.shape("scores"));
            double[] found = TensorBytes.doubles(sinkhorn.codes(scores));
            double error = new Deviation(found, golden.doubles("codes")).largest();
            measurements.add("codes, absolute", error, TOLERANCE, "");
        }
    }
}
