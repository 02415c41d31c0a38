package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.Level;
import dev.steward.spi.store.RefusalReason;
import java.util.List;
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
 * @param levels the same for each level
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
    long blockSamples,
    List<LevelFigures> levels) {
  /**
   * The blocks of one level.
   *
   * @param level {@code raw}, or the length of the span that a point stands for
   * @param blocks block files
   * @param bytes their size
   * @param samples samples or points in them
   */
  public record LevelFigures(String level, long blocks, long bytes, long samples) {
    static LevelFigures of(Level level, List<Block> blocks) {
      return new LevelFigures(
          level.word(),
          blocks.size(),
          blocks.stream().mapToLong(Block::fileSize).sum(),
          blocks.stream().mapToLong(Block::samples).sum());
    }
  }

  /** Copies what it is given. */
  public EngineFigures {
    levels = List.copyOf(levels);
    refusedSamples = Map.copyOf(refusedSamples);
  }
}
