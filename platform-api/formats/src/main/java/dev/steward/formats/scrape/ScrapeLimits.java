package dev.steward.formats.scrape;

/**
 * What one scrape may bring at most; 0 stands for no limit of the configuration's own.
 *
 * @param bodyBytes decompressed bytes
 * @param samples samples that are left after relabelling
 * @param labels labels of a series
 * @param labelNameLength characters of a label's name
 * @param labelValueLength characters of a label's value
 * @param targets targets of the job
 */
public record ScrapeLimits(
    long bodyBytes,
    long samples,
    long labels,
    long labelNameLength,
    long labelValueLength,
    long targets) {}
