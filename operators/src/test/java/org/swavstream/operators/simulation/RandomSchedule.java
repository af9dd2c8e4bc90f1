package org.swavstream.operators.simulation;

import java.util.Random;

/**
 * One life of a job, all of it decided by a seed: the records, what overtakes what, checkpoints
 * that complete and others that do not, failures, and another parallelism after some of them.
 *
 * <p>Owns the job that runs now.
 */
final class RandomSchedule implements AutoCloseable {

    private static final int FAILURES = 4;

    private final Random random;
    private final SimulatedTopic topic;
    private final Forgetting forgetting;
    private Parallelism parallelism;
    private SimulatedJob job;
    private int rescales;

    private RandomSchedule(long seed, Forgetting forgetting) throws Exception {
        this.random = new Random(seed);
        this.topic = SimulatedTopic.random(random);
        this.forgetting = forgetting;
        this.parallelism = Parallelism.random(random);
        this.job = start(Snapshot.NONE);
    }

    /**
     * Runs the schedule with this seed.
     *
     * @param forgetting what no restore brings back
     * @return how many checkpoints were restored in another parallelism
     * @throws AssertionError if the end is not that of a job to which nothing happened
     */
    static int run(long seed, Forgetting forgetting) throws Exception {
        try (RandomSchedule schedule = new RandomSchedule(seed, forgetting)) {
            schedule.live();
            Outcome outcome = schedule.job.finish();
            outcome.requireEqual(uninterrupted(schedule.topic));
            return schedule.rescales;
        }
    }

    private static Outcome uninterrupted(SimulatedTopic topic) throws Exception {
        try (SimulatedJob job =
                new SimulatedJob(
                        topic, Parallelism.ONE, Snapshot.NONE, new Random(0), Forgetting.NOTHING)) {
            return job.finish();
        }
    }

    private SimulatedJob start(Snapshot from) throws Exception {
        return new SimulatedJob(topic, parallelism, from, random, forgetting);
    }

    /**
     * Until nothing is left to do and all failures have come; the last may come at the very end.
     */
    private void live() throws Exception {
        EventOdds odds = EventOdds.random(random);
        int failures = random.nextInt(FAILURES);
        while (failures > 0 || job.hasRecord() || job.isInFlight()) {
            EventOdds.Event event = odds.next(random);
            if (event != EventOdds.Event.FAIL) {
                happens(event);
            } else if (failures > 0) {
                failures--;
                fail();
            }
        }
    }

    /** What cannot happen now does not. */
    private void happens(EventOdds.Event event) throws Exception {
        if (event == EventOdds.Event.READ && job.hasRecord()) {
            job.read();
        } else if (event == EventOdds.Event.DELIVER && job.isInFlight()) {
            job.deliver();
        } else if (event == EventOdds.Event.CHECKPOINT && !job.isCheckpointing()) {
            job.beginCheckpoint();
        } else if (event == EventOdds.Event.ABANDON && job.isCheckpointing()) {
            job.abandonCheckpoint();
        } else if (event == EventOdds.Event.FINISH_STEPS) {
            job.finishSteps(random.nextInt(parallelism.trainers()));
        }
    }

    private void fail() throws Exception {
        Snapshot latest = job.latest();
        job.close();
        if (random.nextBoolean()) {
            Parallelism before = parallelism;
            parallelism = Parallelism.random(random);
            rescales += latest.checkpoint() > 0 && !before.equals(parallelism) ? 1 : 0;
        }
        job = start(latest);
    }

    @Override
    public void close() throws Exception {
        job.close();
    }
}
