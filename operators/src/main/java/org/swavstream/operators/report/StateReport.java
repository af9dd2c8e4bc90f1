package org.swavstream.operators.report;

/**
 * What a checkpoint or savepoint holds of a model.
 *
 * @param model the model
 * @param step steps done
 * @param images images trained on
 * @param skipped images that could not be used
 * @param checkpoint Flink's id of the checkpoint
 * @param pending samples of the incomplete batch that the state holds
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
