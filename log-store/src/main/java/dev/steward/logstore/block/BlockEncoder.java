package dev.steward.logstore.block;

import dev.steward.logstore.bytes.BitSink;
import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.LabelsCodec;
import dev.steward.logstore.filter.SlotKinds;
import dev.steward.logstore.template.TemplateMiner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects lines, run by run, and encodes them as one block: three sections, so that a reader takes
 * no more than it needs (see {@code FORMAT.md}). For one thread; used for one block after another.
 */
public final class BlockEncoder {
  /** A block that holds this many bytes of lines is full. */
  public static final int FULL_BYTES = 256 << 10;

  /** A block that holds this many lines is full. */
  public static final int FULL_LINES = 16 << 10;

  private final TemplateMiner miner;
  private final BlockLines lines = new BlockLines();
  private final MetadataEncoder metadata = new MetadataEncoder();
  private final List<Integer> usedTemplates = new ArrayList<>();

  private final ColumnPool pool = new ColumnPool();
  private final StampText stampText = new StampText();

  /** Columns of the block's templates, by template number; none of the others. */
  private ByteSink[][] columns = new ByteSink[1024][];

  /** For each template its ordinal in the block plus one; 0 where the block has no line of it. */
  private int[] ordinals = new int[1024];

  /** For each template and slot the kinds of bytes of the column's values. */
  private byte[][] kinds = new byte[1024][0];

  /** For each template what its slots held in all blocks so far, as {@link SlotKinds} has it. */
  private byte[][] allKinds = new byte[1024][0];

  /** For each template of the block the stamp that all its lines have, or null. */
  private @Nullable Stamp[] stamps = new @Nullable Stamp[1024];

  private long bytes;
  private final ByteSink plain = new ByteSink(FULL_BYTES);

  /** An encoder that numbers templates as this miner does. */
  public BlockEncoder(TemplateMiner miner) {
    this.miner = miner;
  }

  /**
   * Adds a line to a stream's run; the lines of a run come in order of time.
   *
   * @param metadataArray holds the line's metadata until the block is encoded
   * @param metadataAt where in that array it stands, as {@link LabelsCodec} writes it; -1 for none
   * @return the number of its template
   */
  public int add(
      int stream,
      long time,
      byte[] array,
      int offset,
      int length,
      byte[] metadataArray,
      int metadataAt) {
    int template = miner.match(array, offset, length);
    boolean first = template >= ordinals.length || ordinals[template] == 0;
    ByteSink[] slots = columnsOf(template);
    if (template == 0) {
      slots[0].writeSized(array, offset, length);
    } else {
      addValues(template, slots, array, time, first);
    }
    lines.add(stream, time, ordinals[template] - 1, metadataArray, metadataAt, length);
    bytes += length;
    return template;
  }

  private void addValues(int template, ByteSink[] slots, byte[] array, long time, boolean first) {
    if (first) {
      stamps[template] = Stamp.find(miner, slots.length, array, time, stampText);
    }
    Stamp stamp = stampOf(template, array, time);
    byte[] slotKinds = kinds[template];
    byte[] all = allKinds[template];
    for (int slot = 0; slot < slots.length; slot++) {
      boolean stamped = stamp != null && stamp.holds(slot);
      int start = miner.slotStart(slot);
      int end = miner.slotEnd(slot);
      if (!stamped || first) {
        // The kinds of bytes in a stamp are the same in each.
        byte valueKinds = miner.slotKinds(slot);
        slotKinds[slot] |= valueKinds;
        SlotKinds.add(all, slot, valueKinds, array[start], array[end - 1]);
      }
      if (!stamped) {
        slots[slot].writeShort(array, start, end - start);
        slots[slot].writeByte('\n');
      }
    }
  }

  /** The stamp that all lines of a template have so far, the one at hand among them; or null. */
  private @Nullable Stamp stampOf(int template, byte[] line, long time) {
    Stamp stamp = stamps[template];
    if (stamp != null && !stamp.isIn(miner, line, time, stampText)) {
      writeStamps(template, stamp);
      stamps[template] = null;
      return null;
    }
    return stamp;
  }

  /** Writes to the columns what was left out of them. */
  private void writeStamps(int template, Stamp stamp) {
    int ordinal = ordinals[template] - 1;
    for (int line = 0; line < lines.lines(); line++) {
      if (lines.template(line) == ordinal) {
        byte[] text = stampText.render(lines.time(line), stamp.digits());
        for (int slot = 0; slot < StampText.SLOTS; slot++) {
          ByteSink column = columns[template][stamp.slot() + slot];
          column.write(text, StampText.slotAt(slot), StampText.slotLength(slot, stamp.digits()));
          column.writeByte('\n');
        }
      }
    }
  }

  /** For each template of the dictionary what its slots held in all blocks so far. */
  public byte[][] allKinds() {
    byte[][] all = new byte[miner.templates().size()][];
    for (int template = 0; template < all.length; template++) {
      int size = SlotKinds.SIZE * miner.templates().get(template).slots();
      boolean known = template < allKinds.length && allKinds[template].length == size;
      all[template] = known ? allKinds[template] : new byte[size];
    }
    return all;
  }

  /** Names of metadata in all blocks so far. */
  public Set<String> metadataNames() {
    return metadata.allNames();
  }

  /** Bytes of the lines so far. */
  public long bytes() {
    return bytes;
  }

  private ByteSink[] columnsOf(int template) {
    if (template >= columns.length) {
      int known = columns.length;
      columns = Arrays.copyOf(columns, Math.max(template + 1, known * 2));
      ordinals = Arrays.copyOf(ordinals, columns.length);
      stamps = Arrays.copyOf(stamps, columns.length);
      kinds = Arrays.copyOf(kinds, columns.length);
      Arrays.fill(kinds, known, columns.length, new byte[0]);
      allKinds = Arrays.copyOf(allKinds, columns.length);
      Arrays.fill(allKinds, known, columns.length, new byte[0]);
    }
    if (ordinals[template] == 0) {
      usedTemplates.add(template);
      ordinals[template] = usedTemplates.size();
      int count = miner.templates().get(template).slots();
      columns[template] = pool.take(count);
      if (kinds[template].length < count) {
        kinds[template] = new byte[count];
        allKinds[template] = new byte[SlotKinds.SIZE * count];
      }
    }
    return columns[template];
  }

  /** Whether the block should be encoded before more lines are added. */
  public boolean isFull() {
    return bytes >= FULL_BYTES || lines.lines() >= FULL_LINES;
  }

  /** Whether there are no lines. */
  public boolean isEmpty() {
    return lines.lines() == 0;
  }

  /** What the table of blocks must know of the block that {@link #encode} last wrote. */
  public BlockSummary encode(ByteSink counts, ByteSink shapes, ByteSink payload) {
    metadata.read(lines);
    LevelCodec.Levels levels = metadata.levels();
    encodeCounts(levels, counts);
    encodeShapes(shapes);
    encodePayload(payload);
    BlockSummary summary = BlockSummary.of(lines, usedTemplates, levels.values());
    clear();
    return summary;
  }

  private void encodeCounts(LevelCodec.Levels levels, ByteSink to) {
    int unit = TimeCodec.coarsest();
    for (int run = 0; run < lines.runs(); run++) {
      unit = TimeCodec.unit(lines.times(), lines.runStart(run), lines.runEnd(run), unit);
    }
    to.writeByte(unit);
    LevelCodec.writeValues(levels, to);
    BitSink bits = new BitSink(to);
    for (int run = 0; run < lines.runs(); run++) {
      int from = lines.runStart(run);
      int end = lines.runEnd(run);
      TimeCodec.write(lines.times(), from, end, unit, bits);
      LevelCodec.writeRun(levels, from, end, bits);
    }
    bits.finish();
  }

  private void encodeShapes(ByteSink to) {
    plain.clear();
    plain.writeVarint(usedTemplates.size());
    for (int template : usedTemplates) {
      plain.writeVarint(template);
      plain.write(kinds[template], 0, kinds[template].length);
    }
    if (usedTemplates.size() > 1) {
      for (int line = 0; line < lines.lines(); line++) {
        plain.writeVarint(lines.template(line));
      }
    }
    Compression.write(plain, to);
  }

  private void encodePayload(ByteSink to) {
    plain.clear();
    for (int template : usedTemplates) {
      Stamp stamp = stamps[template];
      plain.writeVarint(stamp == null ? 0 : stamp.code());
      for (int slot = 0; slot < columns[template].length; slot++) {
        if (stamp == null || !stamp.holds(slot)) {
          ByteSink column = columns[template][slot];
          plain.writeSized(column.array(), 0, column.size());
        }
      }
    }
    metadata.write(plain);
    Compression.write(plain, to);
  }

  private void clear() {
    for (int template : usedTemplates) {
      ordinals[template] = 0;
      stamps[template] = null;
      Arrays.fill(kinds[template], (byte) 0);
      pool.give(columns[template]);
    }
    usedTemplates.clear();
    lines.clear();
    bytes = 0;
  }
}
