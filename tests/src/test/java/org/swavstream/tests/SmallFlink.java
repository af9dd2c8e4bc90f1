package org.swavstream.tests;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;

/**
 * A Flink in which little is on its way between two operators: the source is no more than a few
 * batches ahead of the trainer, wherever it is killed.
 */
final class SmallFlink {

    private SmallFlink() {}

    /** With one slot. */
    static MiniClusterExtension create() {
        return withSlots(1);
    }

    static MiniClusterExtension withSlots(int slots) {
        return new MiniClusterExtension(
                new MiniClusterResourceConfiguration.Builder()
                        .setConfiguration(configuration())
                        .setNumberTaskManagers(1)
                        .setNumberSlotsPerTaskManager(slots)
                        .build());
    }

    /** For the cluster; of a job only if the job starts a Flink of its own. */
    static Configuration configuration() {
        return new Configuration()
                .set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse("4 kb"));
    }
}
