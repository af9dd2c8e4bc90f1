package org.swavstream.operators.evaluation;

import org.swavstream.operators.swav.Accuracy;

/**
 * An accuracy and what it is of.
 *
 * @param name for a person; names k and T
 * @param accuracy on the test images
 * @param epoch after which, from 1; 0 where nothing was trained
 */
public record Score(String name, Accuracy accuracy, int epoch) {}
