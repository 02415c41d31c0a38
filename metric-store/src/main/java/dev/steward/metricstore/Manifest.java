package dev.steward.metricstore;

import dev.steward.metricstore.block.Level;
import dev.steward.metricstore.block.Tombstone;
import dev.steward.metricstore.block.Tombstones;
import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.text.Regex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the store consists of: which blocks count, which log files are contained in them, and what
 * is deleted. It is replaced whole, so that a flush or a merge happens at once or not at all.
 *
 * @param nextBlock number of the next block to be written
 * @param flushedLog number of the last log file whose samples are all in blocks
 * @param blocks numbers of the blocks that count
 * @param tombstones the deletions that stand
 * @param coverage which blocks answer for which time; null where the file does not say
 */
record Manifest(
    long nextBlock,
    long flushedLog,
    List<Long> blocks,
    Tombstones tombstones,
    @Nullable Coverage coverage) {
  /** {@code STWMMAN} and a line end that text transfers would change. */
  private static final long MAGIC = 0x0a4e414d4d575453L;

  private static final int VERSION = 2;
  private static final int HEADER_BYTES = 16;

  static final Manifest EMPTY = new Manifest(1, 0, List.of(), Tombstones.NONE, Coverage.RAW);

  Manifest {
    blocks = List.copyOf(blocks);
  }

  /** Writes the manifest in place of the one before, and waits until it is on disk. */
  void write(Folders folders) throws IOException {
    Path path = folders.manifest();
    ByteWriter out = new ByteWriter(1 << 10);
    out.putLong(MAGIC);
    out.putInt(VERSION);
    out.putInt(0);
    out.putVarint(nextBlock);
    out.putVarint(flushedLog);
    out.putVarint(blocks.size());
    blocks.forEach(out::putVarint);
    out.putVarint(tombstones.all().size());
    tombstones.all().forEach(tombstone -> write(tombstone, out));
    write(coverage == null ? Coverage.RAW : coverage, out);
    CRC32C crc = new CRC32C();
    crc.update(out.array(), HEADER_BYTES, out.size() - HEADER_BYTES);
    out.setInt(HEADER_BYTES - 4, (int) crc.getValue());
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(out.array(), 0, out.size());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Folders.force(folders.root());
  }

  /**
   * Reads a manifest.
   *
   * @throws CorruptDataException if the file is none
   */
  static Manifest read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    ByteReader in = new ByteReader(bytes);
    if (in.readLong() != MAGIC) {
      throw new CorruptDataException("not a manifest: wrong first bytes");
    }
    int version = in.readInt();
    if (version < 1 || version > VERSION) {
      throw new CorruptDataException(
          "manifest version: " + version + " (expected: up to " + VERSION + ")");
    }
    int expected = in.readInt();
    CRC32C crc = new CRC32C();
    crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
    if ((int) crc.getValue() != expected) {
      throw new CorruptDataException("checksum of the manifest does not match");
    }
    long nextBlock = in.readVarint();
    long flushedLog = in.readVarint();
    List<Long> blocks = new ArrayList<>();
    for (int left = in.readCount(in.remaining()); left > 0; left--) {
      blocks.add(in.readVarint());
    }
    List<Tombstone> tombstones = new ArrayList<>();
    for (int left = in.readCount(in.remaining()); left > 0; left--) {
      tombstones.add(readTombstone(in, version));
    }
    return new Manifest(
        nextBlock,
        flushedLog,
        blocks,
        new Tombstones(tombstones),
        version == 1 ? null : readCoverage(in));
  }

  private static void write(Coverage coverage, ByteWriter out) {
    out.putZigzag(coverage.rawFrom());
    out.putZigzag(coverage.fineFrom());
    out.putVarint(coverage.pending().size());
    coverage.pending().forEach(out::putZigzag);
  }

  private static Coverage readCoverage(ByteReader in) {
    long rawFrom = in.readZigzag();
    long fineFrom = in.readZigzag();
    TreeSet<Long> pending = new TreeSet<>();
    for (int left = in.readCount(in.remaining()); left > 0; left--) {
      pending.add(in.readZigzag());
    }
    return new Coverage(rawFrom, fineFrom, pending);
  }

  private static void write(Tombstone tombstone, ByteWriter out) {
    out.putByte(tombstone.level().ordinal());
    out.putVarint(tombstone.lastBlock());
    out.putZigzag(tombstone.range().start());
    out.putZigzag(tombstone.range().end());
    out.putVarint(tombstone.selector().matchers().size());
    for (LabelMatcher matcher : tombstone.selector().matchers()) {
      switch (matcher) {
        case LabelMatcher.Equal equal -> write(0, equal.name(), equal.value(), out);
        case LabelMatcher.NotEqual not -> write(1, not.name(), not.value(), out);
        case LabelMatcher.Matches matches ->
            write(2, matches.name(), matches.regex().source(), out);
        case LabelMatcher.NotMatches not -> write(3, not.name(), not.regex().source(), out);
      }
    }
  }

  private static void write(int kind, String name, String text, ByteWriter out) {
    out.putByte(kind);
    out.putText(name);
    out.putText(text);
  }

  private static Tombstone readTombstone(ByteReader in, int version) {
    Level level = version == 1 ? Level.RAW : Level.of(in.readByte());
    long lastBlock = in.readVarint();
    TimeRange range = new TimeRange(in.readZigzag(), in.readZigzag());
    List<LabelMatcher> matchers = new ArrayList<>();
    for (int left = in.readCount(in.remaining()); left > 0; left--) {
      int kind = in.readByte();
      String name = in.readText();
      String text = in.readText();
      matchers.add(
          switch (kind) {
            case 0 -> new LabelMatcher.Equal(name, text);
            case 1 -> new LabelMatcher.NotEqual(name, text);
            case 2 -> new LabelMatcher.Matches(name, Regex.compile(text));
            case 3 -> new LabelMatcher.NotMatches(name, Regex.compile(text));
            default -> throw new CorruptDataException("condition of unknown kind " + kind);
          });
    }
    return new Tombstone(new Selector(matchers), range, lastBlock, level);
  }
}
