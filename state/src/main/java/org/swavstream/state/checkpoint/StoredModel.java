package org.swavstream.state.checkpoint;

/**
 * The tensors of a stored model.
 *
 * @param weights parameters of trunk and head, and the statistics of their batch norms
 * @param momentum the optimiser's momentum of every parameter
 * @param prototypes the prototypes
 */
public record StoredModel(
        StoredTensors weights, StoredTensors momentum, StoredTensors prototypes) {}
