package org.swavstream.operators.evaluation;

import java.util.List;

/**
 * Views of a batch of images; those of broken ones are left out.
 *
 * @param views 8-bit RGB, side × side × 3 bytes each
 * @param classes their classes, from 0
 */
record LoadedViews(List<byte[]> views, int[] classes) {}
