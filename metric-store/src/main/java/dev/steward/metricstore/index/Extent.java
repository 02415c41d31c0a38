package dev.steward.metricstore.index;

/**
 * Where the samples of a series lie in a file, and from when to when they are.
 *
 * @param offset position of the first byte
 * @param length how many bytes
 * @param minTimeMillis time of the oldest sample, milliseconds since the Unix epoch
 * @param maxTimeMillis time of the newest
 */
public record Extent(long offset, int length, long minTimeMillis, long maxTimeMillis) {}
