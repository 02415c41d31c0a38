package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.Level;
import dev.steward.metricstore.block.Tombstone;
import dev.steward.metricstore.block.Tombstones;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks that count. Changed by the maintenance thread alone, one change at a time; a change is
 * on disk before {@link #view} shows it, and the view is replaced under the write half of the
 * store's state lock, so that a reader who holds the read half sees each sample in one place.
 */
final class BlockCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(BlockCatalog.class);

  /**
   * What readers see.
   *
   * @param blocks the blocks, by number
   * @param tombstones what is deleted from them
   * @param coverage which of them answer for which time
   */
  record View(List<Block> blocks, Tombstones tombstones, Coverage coverage) {
    View {
      blocks = List.copyOf(blocks);
    }

    /** Who answers a query; see {@link Coverage#plan}. */
    List<Coverage.Stretch> plan(MetricQuery query, long unflushedFrom) {
      long first = Long.MAX_VALUE;
      long end = Long.MIN_VALUE;
      for (Block block : blocks) {
        first = Math.min(first, block.range().start());
        end = Math.max(end, block.range().end());
      }
      return coverage.plan(
          query.range(),
          query.alignmentMillis(),
          query.rollup(),
          new TimeRange(Math.min(first, end), end),
          unflushedFrom);
    }

    /** Blocks that answer for a stretch, held for the caller. */
    List<Block> hold(List<Coverage.Stretch> plan) {
      List<Block> held = new ArrayList<>();
      for (Block block : blocks) {
        if (!stretches(block, plan).isEmpty() && block.hold()) {
          held.add(block);
        }
      }
      return held;
    }

    /** The blocks of a level. */
    List<Block> blocks(Level level) {
      return blocks.stream().filter(block -> block.level() == level).toList();
    }
  }

  /** The stretches that a block has part in. */
  static List<Coverage.Stretch> stretches(Block block, List<Coverage.Stretch> plan) {
    TimeRange range = block.range();
    return plan.stream()
        .filter(stretch ->
            stretch.level() == block.level()
                && stretch.range().touches(range.start(), range.end() - 1))
        .toList();
  }

  private final Folders folders;
  private final Problems problems;
  private Manifest manifest = Manifest.EMPTY;
  private volatile View view = new View(List.of(), Tombstones.NONE, Coverage.RAW);

  BlockCatalog(Folders folders, Problems problems) {
    this.folders = folders;
    this.problems = problems;
  }

  View view() {
    return view;
  }

  long flushedLog() {
    return manifest.flushedLog();
  }

  /** Opens what the manifest names; files that it does not name are left over and deleted. */
  void open() throws IOException {
    SortedMap<Long, Path> files = Folders.numbered(folders.blocks(), "\\.block");
    manifest = readManifest(files);
    List<Block> blocks = new ArrayList<>();
    for (Map.Entry<Long, Path> file : files.entrySet()) {
      if (manifest.blocks().contains(file.getKey())) {
        Block block = openOrSetAside(file.getKey(), file.getValue());
        if (block != null) {
          blocks.add(block);
        }
      } else {
        Files.delete(file.getValue());
      }
    }
    for (long number : manifest.blocks()) {
      if (!files.containsKey(number)) {
        problems.report("block " + number, "block " + folders.block(number) + " is missing");
      }
    }
    Coverage known = manifest.coverage();
    view = new View(blocks, manifest.tombstones(), known == null ? Coverage.of(blocks) : known);
  }

  private Manifest readManifest(SortedMap<Long, Path> files) throws IOException {
    if (!Files.exists(folders.manifest())) {
      return withAll(files);
    }
    try {
      return Manifest.read(folders.manifest());
    } catch (CorruptDataException e) {
      Path aside = Folders.setAside(folders.manifest());
      LOG.error("Manifest set aside as {}; every block file counts", aside, e);
      problems.report("manifest", "the manifest was damaged and is set aside as " + aside);
      return withAll(files);
    }
  }

  private static Manifest withAll(SortedMap<Long, Path> files) {
    long next = files.isEmpty() ? 1 : files.lastKey() + 1;
    return new Manifest(next, 0, List.copyOf(files.keySet()), Tombstones.NONE, null);
  }

  private @org.jspecify.annotations.Nullable Block openOrSetAside(long number, Path file)
      throws IOException {
    try {
      return Block.open(number, file);
    } catch (CorruptDataException e) {
      Path aside = Folders.setAside(file);
      LOG.error("Damaged block set aside as {}", aside, e);
      problems.report(
          "block " + number, "a damaged block is set aside as " + aside + ": " + e.getMessage());
      return null;
    }
  }

  /** Keeps the file of a damaged block for a person when the block goes. */
  void keepAside(Block block) throws IOException {
    Path aside = Folders.linkAside(block.path());
    LOG.error(
        "Parts of block {} are damaged and left out; the file is kept as {}", block.id(), aside);
    problems.report(
        "block " + block.id(), "parts of a block were damaged; the file is kept as " + aside);
  }

  /** A number for a block that will be written. */
  long nextNumber() {
    long number = manifest.nextBlock();
    manifest =
        new Manifest(
            number + 1,
            manifest.flushedLog(),
            manifest.blocks(),
            manifest.tombstones(),
            manifest.coverage());
    return number;
  }

  /**
   * Replaces blocks by others.
   *
   * @param switchOver runs what it is given under the write half of the state lock
   * @param flushedLog the last log file that the blocks contain
   */
  void replace(List<Block> gone, List<Block> come, long flushedLog, StateChange switchOver)
      throws IOException {
    Change change = new Change(gone, come, List.of(), view.coverage());
    apply(change, flushedLog, switchOver);
  }

  /**
   * What becomes of the catalog.
   *
   * @param buried deletions that concern none of the blocks that come
   */
  record Change(List<Block> gone, List<Block> come, List<Tombstone> buried, Coverage coverage) {}

  /** Makes a change; see {@link #replace}. */
  void apply(Change change, long flushedLog, StateChange switchOver) throws IOException {
    List<Block> blocks = new ArrayList<>(view.blocks());
    blocks.removeAll(change.gone());
    blocks.addAll(change.come());
    blocks.sort(Comparator.comparingLong(Block::id));
    List<Tombstone> all = new ArrayList<>(view.tombstones().all());
    all.addAll(change.buried());
    List<Tombstone> needed =
        all.stream().filter(one -> blocks.stream().anyMatch(one::touches)).toList();
    View after = new View(blocks, new Tombstones(needed), change.coverage());
    List<Long> numbers = blocks.stream().map(Block::id).toList();
    Manifest next =
        new Manifest(
            manifest.nextBlock(), flushedLog, numbers, after.tombstones(), after.coverage());
    next.write(folders);
    manifest = next;
    switchOver.run(() -> view = after);
    change.gone().forEach(Block::releaseAndDelete);
  }

  /** A deletion from all blocks of a level that there are. */
  Tombstone tombstone(Selector selector, TimeRange range, Level level) {
    long last = view.blocks().stream().mapToLong(Block::id).max().orElse(0);
    return new Tombstone(selector, range, last, level);
  }

  /** Makes a folder that is a store of the blocks that there are, by links to their files. */
  void link(Folders target) throws IOException {
    target.create();
    for (Block block : view.blocks()) {
      Files.createLink(target.block(block.id()), block.path());
    }
    Folders.force(target.blocks());
    // A log that the manifest calls flushed does not exist there.
    new Manifest(manifest.nextBlock(), 0, manifest.blocks(), manifest.tombstones(), view.coverage())
        .write(target);
  }

  /** Runs a change under the write half of the state lock. */
  @FunctionalInterface
  interface StateChange {
    void run(Runnable change);
  }

  void close() {
    try {
      view.blocks().forEach(Block::release);
    } catch (UncheckedIOException e) {
      LOG.warn("Closing blocks failed", e);
    }
    view = new View(List.of(), Tombstones.NONE, Coverage.RAW);
  }
}
