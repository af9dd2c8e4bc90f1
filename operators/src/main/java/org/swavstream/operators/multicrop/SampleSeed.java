package org.swavstream.operators.multicrop;

import java.nio.charset.StandardCharsets;

/**
 * The seed of a sample's views: a function of the job's seed, the model's name and the sample's
 * sequence number, and of nothing else.
 *
 * <p>With mix = SplitMix64's output function, the seed is mix(h ^ sequence), where h starts as
 * mix(job seed) and becomes mix(h ^ b) for each byte b, unsigned, of the name in UTF-8.
 */
public final class SampleSeed {

    private SampleSeed() {}

    /**
     * @param jobSeed any number
     * @param model the model's name, or whatever else the sequence belongs to
     * @param sequence number of the sample
     */
    public static long of(long jobSeed, String model, long sequence) {
        long hash = RandomNumbers.mix(jobSeed);
        for (byte b : model.getBytes(StandardCharsets.UTF_8)) {
            hash = RandomNumbers.mix(hash ^ (b & 0xFF));
        }
        return RandomNumbers.mix(hash ^ sequence);
    }
}
