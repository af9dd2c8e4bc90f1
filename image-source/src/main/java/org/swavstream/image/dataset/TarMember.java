package org.swavstream.image.dataset;

/**
 * A file in a tar shard.
 *
 * @param offset where its content begins in the shard
 * @param bytes the content's size
 * @param content the content; of an image, which is not read for it, empty
 */
record TarMember(long offset, int bytes, byte[] content) {}
