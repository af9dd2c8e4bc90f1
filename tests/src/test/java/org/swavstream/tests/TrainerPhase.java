package org.swavstream.tests;

/** What the trainer is at, as its stack shows it. */
enum TrainerPhase {
    STEP("a step", "SwavLearner.train("),
    COPY("a copy", "ModelTraining.writeState("),
    RESTORE("a restore", "SwavTrainer.initializeState(");

    private final String text;
    private final String frame;

    TrainerPhase(String text, String frame) {
        this.text = text;
        this.frame = frame;
    }

    boolean isIn(String stacks) {
        return stacks.contains(frame);
    }

    @Override
    public String toString() {
        return text;
    }
}
