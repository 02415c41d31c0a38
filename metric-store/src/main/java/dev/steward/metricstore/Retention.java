package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops whole blocks: those past the age limit, and the oldest while there are too many bytes. */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final MetricStoreOptions options;
  private final Folders folders;
  private final BlockCatalog catalog;
  private final Clock clock;

  Retention(MetricStoreOptions options, Folders folders, BlockCatalog catalog, Clock clock) {
    this.options = options;
    this.folders = folders;
    this.catalog = catalog;
    this.clock = clock;
  }

  void apply(BlockCatalog.StateChange switchOver) throws IOException {
    FileStore disk = Files.getFileStore(folders.root());
    List<Block> gone = expired(disk.getTotalSpace(), disk.getUsableSpace());
    if (!gone.isEmpty()) {
      LOG.info("Retention drops {} blocks up to {}", gone.size(), gone.getLast().range().end());
      catalog.replace(gone, List.of(), catalog.flushedLog(), switchOver);
    }
  }

  /** Blocks that have to go, the oldest first. The newest block always stays. */
  private List<Block> expired(long diskBytes, long freeBytes) {
    List<Block> byAge = new ArrayList<>(catalog.view().blocks());
    byAge.sort(Comparator.comparingLong(block -> block.range().end()));
    long oldest = options.windows().oldestMillis(clock.millis());
    long bytes = byAge.stream().mapToLong(Block::fileSize).sum();
    long free = freeBytes;
    List<Block> gone = new ArrayList<>();
    for (Block block : byAge.subList(0, Math.max(0, byAge.size() - 1))) {
      boolean tooOld = block.range().end() <= oldest;
      boolean tooMany = bytes > options.maxBytes();
      boolean tooFull = free < (long) (diskBytes * options.minFreeDisk());
      if (!tooOld && !tooMany && !tooFull) {
        break;
      }
      gone.add(block);
      bytes -= block.fileSize();
      free += block.fileSize();
    }
    return gone;
  }
}
