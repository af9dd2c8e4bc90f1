package org.swavstream.operators.training;

import java.util.SortedMap;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.swav.LearnedState;

/**
 * What a checkpoint is written from.
 *
 * @param learned the copy of what the model has learned, which stays as it is until the next one is
 *     begun
 * @param pending samples that wait for their step, by sequence number
 */
record CopiedModel(LearnedState learned, SortedMap<Long, PreparedSample> pending) {}
