package dev.steward.collector.queue;

/**
 * A batch as a reader gets it: ready to be sent.
 *
 * @param sequence its number in the queue, from 1, growing
 * @param dictionary the dictionary that its label set ids belong to
 * @param payload the compressed payload; the first batch after a {@link QueueReader#seek} also
 *     holds every definition that the dictionary had before it
 */
public record QueuedBatch(long sequence, long dictionary, Frame payload) {}
