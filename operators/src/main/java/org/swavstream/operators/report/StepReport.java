package org.swavstream.operators.report;

/**
 * One optimisation step.
 *
 * @param model the model
 * @param step batches that are done, this one and skipped ones included
 * @param images images trained on so far
 * @param skipped images so far that were not trained on: unusable ones, and the only usable one of
 *     a batch
 * @param batch images of this step
 * @param loss the loss of this step, in nats
 * @param lossOverLnK loss divided by ln K, the loss of codes that carry no information
 * @param stepsAtLnK latest steps in a row, after the prototypes' freeze, whose loss was within 1 %
 *     of ln K; see {@link PlateauAlarm}
 * @param codeEntropy mean entropy of the step's codes, in nats
 * @param learningRate learning rate of this step
 * @param queueFill rows that the feature queue holds
 * @param queueLength rows that it can hold
 * @param milliseconds where the time of this step went
 */
public record StepReport(
        String model,
        long step,
        long images,
        long skipped,
        int batch,
        double loss,
        double lossOverLnK,
        long stepsAtLnK,
        double codeEntropy,
        double learningRate,
        int queueFill,
        int queueLength,
        StepTimes milliseconds)
        implements ModelReport {}
