package org.swavstream.tests;

/** What {@link TwoModels} left, in each form in which Flink writes state. */
enum Snapshot {
    SAVEPOINT,
    NATIVE_SAVEPOINT,
    CHECKPOINT,
    NATIVE_SAVEPOINT_ON_HEAP,
    CHECKPOINT_ON_HEAP,
    NATIVE_SAVEPOINT_NOT_INCREMENTAL,
    CHECKPOINT_NOT_INCREMENTAL
}
