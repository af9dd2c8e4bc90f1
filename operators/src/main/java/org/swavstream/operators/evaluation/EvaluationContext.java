package org.swavstream.operators.evaluation;

import org.swavstream.operators.natives.Devices;

/**
 * What the protocols of an evaluation share.
 *
 * @param sets the images
 * @param orders of the epochs; their seed decides random views, choices and first weights, too
 * @param loader makes the views
 * @param device that of all that is computed
 * @param listener is told of the progress
 */
record EvaluationContext(
        ImageSets sets,
        Orders orders,
        ViewLoader loader,
        Devices.Choice device,
        ProtocolListener listener) {}
