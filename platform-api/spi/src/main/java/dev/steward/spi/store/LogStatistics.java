package dev.steward.spi.store;

/**
 * How much a selection of logs is.
 *
 * @param streams distinct streams
 * @param chunks blocks on disk and in memory
 * @param bytes bytes of the lines
 * @param entries number of lines
 */
public record LogStatistics(long streams, long chunks, long bytes, long entries) {}
