package dev.steward.logstore;

/**
 * What the store has done since it was opened, and what it holds now.
 *
 * @param linesStored lines stored since it was opened
 * @param lineBytesStored bytes of those lines
 * @param linesRepeated lines that were stored already
 * @param linesRedirected lines kept under a fallback stream, as their host has too many streams
 * @param appendsRefused batches that could not be stored
 * @param memoryLines lines that are not yet in a part
 * @param memoryBytes memory that they take, roughly
 * @param streams streams seen since it was opened
 * @param parts parts on disk
 * @param partBytes bytes of the parts
 * @param flushes parts written from memory
 * @param compactions parts written from parts
 * @param linesExpired lines removed by retention
 * @param damagedPieces pieces of data that were set aside as damaged
 */
public record LogStoreMetrics(
    long linesStored,
    long lineBytesStored,
    long linesRepeated,
    long linesRedirected,
    long appendsRefused,
    long memoryLines,
    long memoryBytes,
    long streams,
    long parts,
    long partBytes,
    long flushes,
    long compactions,
    long linesExpired,
    long damagedPieces) {}
