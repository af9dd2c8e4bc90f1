package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedTest {

    /** The first outputs for seed 1234567 of the authors' C code (prng.di.unimi.it). */
    @Test
    void numbersAreThoseOfSplitMix64() {
        RandomNumbers random = new RandomNumbers(1234567);
        assertThat(random.uniform()).isEqualTo((6457827717110365317L >>> 11) * 0x1p-53);
        assertThat(random.uniform()).isEqualTo((3203168211198807973L >>> 11) * 0x1p-53);
        assertThat(random.uniform())
                .isEqualTo((Long.parseUnsignedLong("9817491932198370423") >>> 11) * 0x1p-53);
    }

    @Test
    void seedsOfSamplesAreAllDifferent() {
        Set<Long> seeds = new HashSet<>();
        for (long jobSeed = 0; jobSeed < 4; jobSeed++) {
            for (String model : new String[] {"", "a", "b", "ab", "ba", "müller"}) {
                for (long sequence = 0; sequence < 1000; sequence++) {
                    seeds.add(SampleSeed.of(jobSeed, model, sequence));
                }
            }
        }
        assertThat(seeds).hasSize(4 * 6 * 1000);
    }

    @Test
    void theSeedOfASampleNeverChanges() {
        assertThat(SampleSeed.of(1, "default", 0)).isEqualTo(-6026583137528717403L);
        assertThat(SampleSeed.of(-5, "müller", 123_456_789_012L)).isEqualTo(6809452177579045401L);
    }
}
