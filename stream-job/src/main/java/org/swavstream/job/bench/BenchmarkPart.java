package org.swavstream.job.bench;

import java.util.List;

/** One part of {@code bench}: something of which the speed matters, and what it is held against. */
public interface BenchmarkPart {

    /** The word that selects it on the command line. */
    String name();

    /** What it measures, for a person. */
    String description();

    /**
     * Measures. May be called once; what it prepares it releases.
     *
     * @throws BenchmarkException if it cannot be measured here
     */
    List<BenchmarkRow> run(BenchmarkScope scope) throws Exception;
}
