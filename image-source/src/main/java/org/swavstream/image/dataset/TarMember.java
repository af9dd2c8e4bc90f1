package org.swavstream.image.dataset;

/**
 * A file in a tar shard.
 *
 * @param offset where its content begins in the shard
 * @param bytes the content's size
 * @param content the content, or empty if it was not read
 */
record TarMember(long offset, int bytes, byte[] content) {}
