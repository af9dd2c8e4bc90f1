package org.swavstream.tests;

/**
 * From the moment in which a process is killed to the first step that was not made before, in
 * milliseconds.
 *
 * @param detection until the JobManager knows
 * @param restart until the job is deployed again, here to a new TaskManager
 * @param restore until the trainer has its libraries and its state
 * @param replay until the steps since the last checkpoint are made again, and one more
 */
record RecoveryTime(long detection, long restart, long restore, long replay) {

    long total() {
        return detection + restart + restore + replay;
    }
}
