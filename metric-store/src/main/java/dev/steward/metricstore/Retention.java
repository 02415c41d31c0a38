package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.Level;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops whole blocks: those past their level's age, and the oldest while there are too many bytes.
 *
 * <p>Raw blocks are rolled up before they go. Of too many bytes each level has a share, and the one
 * that takes most beside its share goes on; but denser samples always go first, so that no stretch
 * of time is lost in between.
 */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /**
   * Of all bytes. For samples every quarter of a minute, points of five minutes take a third as
   * much and points of an hour a twentieth, so these keep them about twice and six times as long.
   */
  private static final Map<Level, Double> SHARES =
      Map.of(Level.RAW, 0.5, Level.FINE, 0.35, Level.COARSE, 0.15);

  private final MetricStoreOptions options;
  private final Folders folders;
  private final BlockCatalog catalog;
  private final Rollups rollups;
  private final Clock clock;

  Retention(
      MetricStoreOptions options,
      Folders folders,
      BlockCatalog catalog,
      Rollups rollups,
      Clock clock) {
    this.options = options;
    this.folders = folders;
    this.catalog = catalog;
    this.rollups = rollups;
    this.clock = clock;
  }

  void apply(BlockCatalog.StateChange switchOver) throws IOException {
    FileStore disk = Files.getFileStore(folders.root());
    for (Level level : Level.values()) {
      for (Block block = expired(level); block != null; block = expired(level)) {
        drop(block, switchOver);
      }
    }
    for (Block block = excess(disk); block != null; block = excess(disk)) {
      drop(block, switchOver);
    }
  }

  private List<Block> oldestFirst(Level level) {
    List<Block> blocks = new ArrayList<>(catalog.view().blocks(level));
    blocks.sort(Comparator.comparingLong(block -> block.range().end()));
    return blocks;
  }

  /** The oldest block of a level, if it may go without taking what nobody else has. */
  private @Nullable Block droppable(Level level) {
    List<Block> blocks = oldestFirst(level);
    Coverage coverage = catalog.view().coverage();
    long limit =
        switch (level) {
          // The newest block always stays.
          case RAW -> blocks.size() < 2 ? Long.MIN_VALUE : Long.MAX_VALUE;
          case FINE -> coverage.rawFrom();
          case COARSE -> coverage.fineFrom();
        };
    return !blocks.isEmpty() && blocks.getFirst().range().end() - 1 <= limit
        ? blocks.getFirst()
        : null;
  }

  /** A block past the age of its level, or a raw one that points have taken the place of. */
  private @Nullable Block expired(Level level) {
    Block block = droppable(level);
    if (block == null) {
      return null;
    }
    java.time.Duration age =
        switch (level) {
          case RAW -> options.windows().age();
          case FINE -> options.rolledAges().fine();
          case COARSE -> options.rolledAges().coarse();
        };
    boolean old = age != null && block.range().end() <= clock.millis() - age.toMillis();
    boolean useless =
        level == Level.RAW && block.range().end() - 1 <= catalog.view().coverage().rawFrom();
    return old || useless ? block : null;
  }

  /** A block that goes because all take too much room. */
  private @Nullable Block excess(FileStore disk) throws IOException {
    Map<Level, Long> bytes = new EnumMap<>(Level.class);
    long all = 0;
    for (Block block : catalog.view().blocks()) {
      bytes.merge(block.level(), block.fileSize(), Long::sum);
      all += block.fileSize();
    }
    boolean tooFull = disk.getUsableSpace() < (long) (disk.getTotalSpace() * options.minFreeDisk());
    if (all <= options.maxBytes() && !tooFull) {
      return null;
    }
    Block most = null;
    double largest = 0;
    for (Level level : Level.values()) {
      Block block = droppable(level);
      double beside = bytes.getOrDefault(level, 0L) / SHARES.getOrDefault(level, 1.0);
      if (block != null && beside > largest) {
        most = block;
        largest = beside;
      }
    }
    return most;
  }

  private void drop(Block block, BlockCatalog.StateChange switchOver) throws IOException {
    LOG.info(
        "Retention drops a block of level {} that ends at {}",
        block.level().word(),
        java.time.Instant.ofEpochMilli(block.range().end()));
    long moment = Level.COARSE.spanEnd(block.range().end() - 1);
    if (block.level() == Level.RAW) {
      rollups.rollUpTo(moment);
    }
    Coverage before = catalog.view().coverage();
    Coverage after =
        switch (block.level()) {
          case RAW -> before.withRawFrom(moment);
          case FINE -> before.withFineFrom(moment);
          case COARSE -> before;
        };
    catalog.apply(
        new BlockCatalog.Change(List.of(block), List.of(), List.of(), after),
        catalog.flushedLog(),
        switchOver);
  }
}
