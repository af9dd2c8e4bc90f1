package org.swavstream.operators.swav.parity;

import java.io.IOException;
import java.util.List;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.swav.Placement;
import org.swavstream.operators.swav.Precision;

/** Holds what this software computes against golden cases of the reference implementation. */
public final class ParityChecks {

    private final String device;

    /**
     * Checks on one device. {@link org.swavstream.operators.natives.NativeLibraries#load} comes
     * first.
     *
     * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
     * @throws IllegalArgumentException if there is no such device
     */
    public ParityChecks(String device) {
        this.device = Devices.choose(device).name();
    }

    /** The device that computes: {@code cpu} or {@code cuda:N}. */
    public String device() {
        return device;
    }

    /** Checks a case; what keeps it from being checked is part of the result. */
    public CaseResult check(GoldenSource source) {
        try {
            return new CaseResult(source.name(), measure(source.read()), null);
        } catch (IOException | RuntimeException e) { // libtorch tells everything as the latter
            return new CaseResult(source.name(), List.of(), firstLine(e));
        }
    }

    private List<Measurement> measure(GoldenCase golden) throws IOException {
        Placement placement = new Placement(device, Precision.FLOAT32);
        Measurements measurements = new Measurements();
        switch (golden.text("kind")) {
            case "sinkhorn" -> new SinkhornParity(golden, placement).measure(measurements);
            case "loss" -> new LossParity(golden, placement).measure(measurements);
            case "lars" -> new LarsParity(golden, placement).measure(measurements);
            case "schedule" -> new ScheduleParity(golden).measure(measurements);
            case "train" -> new TrainParity(golden, device).measure(measurements);
            default ->
                    throw new IllegalArgumentException(
                            "its kind '%s' is not known: sinkhorn, loss, lars, schedule and train are"
                                    .formatted(golden.text("kind")));
        }
        if (measurements.list().isEmpty()) {
            throw new IllegalArgumentException("it has no steps");
        }
        return measurements.list();
    }

    private static String firstLine(Exception failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
