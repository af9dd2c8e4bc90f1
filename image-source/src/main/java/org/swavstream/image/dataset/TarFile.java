package org.swavstream.image.dataset;

import java.nio.file.Path;

/**
 * The file of a shard.
 *
 * @param path where it is
 * @param name its path in the folder that holds all shards of the data set: no other has it
 */
record TarFile(Path path, String name) {}
