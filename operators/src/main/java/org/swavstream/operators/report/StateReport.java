package org.swavstream.operators.report;

/**
 * What a checkpoint or savepoint holds of a model. It is sent before the barrier, so there is one
 * of each checkpoint that fails afterwards, too, if the job goes on.
 *
 * @param model the model
 * @param step batches that are done: trained on, or skipped for want of usable images
 * @param images images trained on
 * @param skipped images that were not trained on: unusable ones, and the only usable one of a batch
 * @param checkpoint Flink's id of the checkpoint
 * @param pending samples in the state that wait for their step: of an incomplete batch, or of a
 *     complete one
 * @param weightsDigest SHA-256 over weights, momentum, prototypes and queue, in hexadecimal
 * @param ledgerDigest digest of the records trained on, in order
 */
public record StateReport(
        String model,
        long step,
        long images,
        long skipped,
        long checkpoint,
        int pending,
        String weightsDigest,
        String ledgerDigest)
        implements ModelReport {}
