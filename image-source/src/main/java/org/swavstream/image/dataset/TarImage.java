package org.swavstream.image.dataset;

import java.nio.file.Path;

/**
 * An image of a tar shard.
 *
 * @param shard the file
 * @param id its name
 * @param label its class, or null
 * @param member where it lies in the file
 */
record TarImage(Path shard, String id, String label, TarMember member) {}
