package org.swavstream.operators.training;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.SwavSettings;

/**
 * What the trainer does, as the configuration says.
 *
 * @param swav the algorithm's settings
 * @param batchSize images of a step
 * @param threads threads of one operation on the CPU; 0 for one a core of the machine that trains
 * @param probeEvery steps from one probe to the next; 0 for none
 * @param maxProbeImages most held-out images of a probe
 * @param probeSide side of the held-out images' view in pixels
 * @param rawPixels whether a probe carries the pixels
 * @param warmStart file with the first weights of a model, or null if they are drawn by the seed
 * @param contract what the state keeps of these settings, by configuration key
 */
public record TrainingSettings(
        SwavSettings swav,
        int batchSize,
        int threads,
        long probeEvery,
        int maxProbeImages,
        int probeSide,
        boolean rawPixels,
        String warmStart,
        SortedMap<String, String> contract)
        implements Serializable {

    /** Half of what Flink allows. */
    private static final long MAX_PROBE_BYTES = 1L << 30;

    /**
     * Reads all options of training.
     *
     * @param crops the views of a sample; none where they are not known, and all else is checked
     * @return the settings, or empty if {@code options} has problems now
     */
    public static Optional<TrainingSettings> read(OptionReader options, List<CropGroup> crops) {
        return new TrainingSettingsReader(options).read(crops);
    }

    /**
     * The same, which the state keeps with the machine's answers in place of what was left open.
     */
    TrainingSettings on(int machineThreads, String device) {
        return new TrainingSettings(
                swav,
                batchSize,
                threads,
                probeEvery,
                maxProbeImages,
                probeSide,
                rawPixels,
                warmStart,
                StateContract.on(contract, machineThreads, device));
    }

    /** Notes if the features of a whole probe are more than one record of Flink carries. */
    void checkProbe(OptionReader options) {
        ModelSettings model = swav.model();
        long ofModel = (long) Float.BYTES * (model.trunk().features() + model.prototypes());
        long ofPixels = rawPixels ? 3L * probeSide * probeSide : 0;
        long each = 2 * ofModel + ofPixels;
        options.check(
                probeEvery == 0 || maxProbeImages <= MAX_PROBE_BYTES / each,
                "%s is %d; allowed for this network: up to %d, as a probe of an image has %,d bytes"
                        .formatted(
                                SequenceOptions.MAX_IMAGES.key(),
                                maxProbeImages,
                                MAX_PROBE_BYTES / each,
                                each));
    }
}
