package org.swavstream.operators.evaluation;

import org.swavstream.operators.swav.FeatureTable;

/**
 * Features of images with their classes.
 *
 * <p>Owns: the table; released by {@link #close}.
 *
 * @param table a row for each image
 * @param classes a class for each row, from 0
 */
record LabelledFeatures(FeatureTable table, int[] classes) implements AutoCloseable {

    @Override
    public void close() {
        table.close();
    }
}
