package dev.steward.metricstore;

import dev.steward.spi.store.RefusalReason;
import java.util.Map;

/**
 * What an engine did since it was opened, and what it holds: for {@code /metrics}.
 *
 * @param storedSamples samples stored
 * @param repeatedSamples samples that were stored already
 * @param refusedSamples samples not kept, by reason
 * @param loggedBytes bytes written to the log
 * @param failedCommits commits that the disk refused
 * @param flushes times that memory went to blocks
 * @param merges times that blocks became one
 * @param activeSeries series in memory
 * @param headSamples samples in memory that are in no block
 * @param blocks block files
 * @param blockBytes their size
 * @param blockSamples samples in them
 */
public record EngineFigures(
    long storedSamples,
    long repeatedSamples,
    Map<RefusalReason, Long> refusedSamples,
    long loggedBytes,
    long failedCommits,
    long flushes,
    long merges,
    long activeSeries,
    long headSamples,
    long blocks,
    long blockBytes,
    long blockSamples) {
  /** Copies the map. */
  public EngineFigures {
    refusedSamples = Map.copyOf(refusedSamples);
  }
}
